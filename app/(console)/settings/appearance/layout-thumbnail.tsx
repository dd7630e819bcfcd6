type LayoutThumbnailProps = { layout: 'new' | 'classic'; className?: string }

/** What Home looks like in a layout, as small as a stamp; drawn in the colours of the moment. */
export function LayoutThumbnail({ layout, className = '' }: LayoutThumbnailProps) {
  return (
    <svg viewBox="0 0 240 150" className={`block h-auto rounded-lg ring-1 ring-line ${className}`} aria-hidden="true">
      <rect width="240" height="150" className="fill-paper" />
      <rect width="240" height="22" className="fill-card" />
      <path d="M0 22h240" className="stroke-line" />
      <circle cx="17" cy="11" r="4" fill="none" className="stroke-muted" strokeWidth="1.5" />
      <path d="M30 11h14M52 11h14M74 11h14" className="stroke-line" strokeWidth="4" strokeLinecap="round" />
      {layout === 'new' ? <NewHome /> : <ClassicHome />}
    </svg>
  )
}

const PLUS = 'M-3 0h6M0 -3v6'

function Sheet(props: { x: number; y: number; width: number; height: number }) {
  return <rect {...props} rx="5" className="fill-card stroke-line" />
}

/** In both: the latest refills beside what was spent. */
function Latest({ y }: { y: number }) {
  return (
    <g transform={`translate(0 ${y})`} strokeLinecap="round">
      <Sheet x={16} y={0} width={128} height={46} />
      <path d="M26 10h40M26 21h108M26 29h108M26 37h108" className="stroke-line" strokeWidth="3" />
      <Sheet x={152} y={0} width={72} height={46} />
      <path d="M162 13h44M162 24h26M162 35h14" className="stroke-accent" strokeWidth="4" />
    </g>
  )
}

/** A + beside the balance, and one stamp with its quick amounts. */
function NewHome() {
  return (
    <>
      <rect x="166" y="4.5" width="44" height="13" rx="3.5" className="fill-card stroke-edge" />
      <path d="M172 11h24" className="stroke-ink" strokeWidth="3" strokeLinecap="round" />
      <path d="M210 4.5h9.5a3.5 3.5 0 0 1 3.5 3.5v6a3.5 3.5 0 0 1 -3.5 3.5h-9.5z" className="fill-accent" />
      <path d={PLUS} transform="translate(216.5 11)" className="stroke-accent-ink" strokeWidth="1.5" />
      <rect x="16" y="32" width="208" height="46" className="fill-card stroke-edge" strokeDasharray="2.5 2.5" />
      <path d="M28 44h26" className="stroke-muted" strokeWidth="3" strokeLinecap="round" />
      <path d="M29 60h52" className="stroke-ink" strokeWidth="10" strokeLinecap="round" />
      <path d="M132 46h78" className="stroke-line" strokeWidth="5" strokeLinecap="round" />
      <path d="M132 46h34" className="stroke-accent" strokeWidth="5" strokeLinecap="round" />
      {[129, 156, 183].map((x) => (
        <rect key={x} x={x} y="57" width="23" height="12" rx="3.5" className="fill-card stroke-edge" />
      ))}
      <Latest y={88} />
    </>
  )
}

/** The balance itself is the button, and a tile for each carrier. */
function ClassicHome() {
  return (
    <>
      <rect x="166" y="4.5" width="57" height="13" rx="3.5" className="fill-accent" />
      <path d="M173 11h24" className="stroke-accent-ink" strokeWidth="3" strokeLinecap="round" />
      <path d={PLUS} transform="translate(213 11)" className="stroke-accent-ink" strokeWidth="1.5" />
      {[16, 88, 160].map((x) => (
        <Sheet key={x} x={x} y={32} width={64} height={52} />
      ))}
      <path d="M25 43h18M97 43h18M169 43h18" className="stroke-muted" strokeWidth="3" strokeLinecap="round" />
      <path d="M27 56h30" className="stroke-ink" strokeWidth="7" strokeLinecap="round" />
      <rect x="24" y="67" width="48" height="11" rx="3.5" className="fill-accent" />
      <path d="M97 57h44M97 66h30M169 57h44M169 66h30" className="stroke-line" strokeWidth="3" strokeLinecap="round" />
      <Latest y={94} />
    </>
  )
}
