export type RefillStatus = 'processing' | 'posted' | 'failed' | 'reversed'

const LOOKS: Record<RefillStatus, { label: string; look: string }> = {
  processing: { label: 'Processing', look: 'text-amber bg-amber/12' },
  posted: { label: 'Posted', look: 'text-green bg-green/10' },
  failed: { label: 'Failed', look: 'text-red bg-red/10' },
  reversed: { label: 'Reversed', look: 'text-grey bg-grey/12' },
}

/** Where a refill stands, in a word and a colour. */
export function StatusTag({ status }: { status: RefillStatus }) {
  const { label, look } = LOOKS[status]
  return (
    <span className={`inline-block rounded-full px-2.5 py-0.5 text-[12.5px] font-[550] whitespace-nowrap ${look}`}>
      {label}
    </span>
  )
}
