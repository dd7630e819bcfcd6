import { Tag, type TagTone } from './tag'

export type RefillStatus = 'processing' | 'posted' | 'failed' | 'reversed'

const LOOKS: Record<RefillStatus, { label: string; tone: TagTone }> = {
  processing: { label: 'Processing', tone: 'amber' },
  posted: { label: 'Posted', tone: 'green' },
  failed: { label: 'Failed', tone: 'red' },
  reversed: { label: 'Reversed', tone: 'grey' },
}

/** Where a refill stands, in a word and a colour. */
export function StatusTag({ status }: { status: RefillStatus }) {
  const { label, tone } = LOOKS[status]
  return <Tag tone={tone}>{label}</Tag>
}
