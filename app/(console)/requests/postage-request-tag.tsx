import type { PostageRequest } from '@/db/queries/postage-requests'
import { Tag, type TagTone } from '@/app/ui/tag'

const LOOKS: Record<PostageRequest['status'], { label: string; tone: TagTone }> = {
  open: { label: 'Open', tone: 'amber' },
  approved: { label: 'Approved', tone: 'green' },
  declined: { label: 'Declined', tone: 'red' },
  withdrawn: { label: 'Withdrawn', tone: 'grey' },
}

/** Where a request for postage stands, in a word and a colour. */
export function PostageRequestTag({ status }: { status: PostageRequest['status'] }) {
  const { label, tone } = LOOKS[status]
  return <Tag tone={tone}>{label}</Tag>
}
