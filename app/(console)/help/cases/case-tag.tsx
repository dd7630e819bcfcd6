import type { CaseState } from '@/db/queries/cases'
import { Tag, type TagTone } from '@/app/ui/tag'

const LOOKS: Record<CaseState, { label: string; tone: TagTone }> = {
  open: { label: 'Open', tone: 'amber' },
  answered: { label: 'Answered', tone: 'green' },
  closed: { label: 'Closed', tone: 'grey' },
}

/** Where a case stands, in a word and a colour. */
export function CaseTag({ state }: { state: CaseState }) {
  const { label, tone } = LOOKS[state]
  return <Tag tone={tone}>{label}</Tag>
}
