import { useId } from 'react'
import { postmarkText } from './moment-text'

export type PostmarkProps = { at: Date; timeZone: string; teamName: string; word?: string; className?: string }

/** A round date stamp with the team's name in its ring. Ornament: everything it says stands in the text beside it. */
export function Postmark({ at, timeZone, teamName, word = 'Posted', className = '' }: PostmarkProps) {
  const ring = useId()
  const { day, year, time } = postmarkText(at, timeZone)
  const name = [...teamName].length > 22 ? `${[...teamName].slice(0, 21).join('').trim()}…` : teamName
  return (
    <svg className={className} viewBox="0 0 194 132" fill="none" stroke="currentColor" aria-hidden="true">
      <g transform="rotate(-9 66 66)">
        <circle cx="66" cy="66" r="62" strokeWidth="2.5" />
        <circle cx="66" cy="66" r="42" strokeWidth="1.5" />
        <path id={ring} d="M66 66m0 48a48 48 0 1 1 .01 0" stroke="none" />
        <g fill="currentColor" stroke="none" className="font-semibold">
          <text fontSize="11">
            <textPath href={`#${ring}`} textLength="296" lengthAdjust="spacing">
              {`${word} · ${name} · Postage · `.toUpperCase()}
            </textPath>
          </text>
          <g textAnchor="middle">
            <text x="66" y="61" fontSize="18" fontWeight="750">
              {day}
            </text>
            <text x="66" y="77" fontSize="12">
              {year}
            </text>
            <text x="66" y="92" fontSize="10.5">
              {time}
            </text>
          </g>
        </g>
        {[38, 52, 66, 80, 94].map((y) => (
          <path key={y} d={`M132 ${y}q9-5 18 0t18 0t18 0`} strokeWidth="1.8" strokeLinecap="round" />
        ))}
      </g>
    </svg>
  )
}
