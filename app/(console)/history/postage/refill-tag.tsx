import type { RefillStatus } from '@/db/queries/refills'
import { Tag, type TagTone } from '@/app/ui/tag'

const LOOKS: Record<RefillStatus, { label: string; tone: TagTone }> = {
  processing: { label: 'Processing', tone: 'amber' },
  posted: { label: 'Posted', tone: 'green' },
  failed: { label: 'Failed', tone: 'red' },
  reversed: { label: 'Reversed', tone: 'grey' },
}

/** For a filter. */
export const REFILL_STATUSES = Object.entries(LOOKS).map(([value, { label }]) => ({ value, label }))

/** Where a refill stands, in a word and a colour. */
export function RefillTag({ status }: { status: RefillStatus }) {
  const { label, tone } = LOOKS[status]
  return <Tag tone={tone}>{label}</Tag>
}
