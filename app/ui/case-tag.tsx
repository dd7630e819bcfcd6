export type CaseState = 'open' | 'answered' | 'closed'

const LOOKS: Record<CaseState, { label: string; look: string }> = {
  open: { label: 'Open', look: 'text-amber bg-amber/12' },
  answered: { label: 'Answered', look: 'text-green bg-green/10' },
  closed: { label: 'Closed', look: 'text-grey bg-grey/12' },
}

/** Where a case stands, in a word and a colour. */
export function CaseTag({ state }: { state: CaseState }) {
  const { label, look } = LOOKS[state]
  return <span className={`inline-block rounded-full px-2.5 py-0.5 text-[12.5px] font-[550] whitespace-nowrap ${look}`}>{label}</span>
}
