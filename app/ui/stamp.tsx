import type { ReactNode } from 'react'

export type StampProps = { children: ReactNode; className?: string }

/** A perforated sheet with its printed frame. On paper the perforation becomes a dotted rule. */
export function Stamp({ children, className = '' }: StampProps) {
  return (
    <div className="stamp-shadow">
      <div className="stamp p-[17px] sm:p-[20px]">
        <div className={`stamp-frame ${className}`}>{children}</div>
      </div>
    </div>
  )
}
