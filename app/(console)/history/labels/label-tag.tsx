import type { Label } from '@/db/queries/labels'
import { Tag, type TagTone } from '@/app/ui/tag'

const LOOKS: Record<Label['status'], { label: string; tone: TagTone }> = {
  printed: { label: 'Printed', tone: 'green' },
  refund_requested: { label: 'Refund requested', tone: 'amber' },
  refunded: { label: 'Refunded', tone: 'grey' },
  refund_denied: { label: 'Refund denied', tone: 'red' },
}

/** For a filter. */
export const LABEL_STATUSES = Object.entries(LOOKS).map(([value, { label }]) => ({ value, label }))

/** Where a label stands, in a word and a colour. */
export function LabelTag({ status }: { status: Label['status'] }) {
  const { label, tone } = LOOKS[status]
  return <Tag tone={tone}>{label}</Tag>
}
