import { ButtonLink } from '@/app/ui/button-link'
import { Notice } from '@/app/ui/notice'
import type { ModeFilter } from '@/db/queries/in-mode'
import type { Member } from '@/lib/auth/current-member'
import { NO_REAL_MONEY } from '@/lib/payments/rules/mode-words'

type OtherHistoryProps = ModeFilter & { member: Pick<Member, 'liveSince'>; path: string }

/** From the history of real money to that of the test round, and back; nothing for a team that had no test round. */
export function OtherHistory({ member, mode, path }: OtherHistoryProps) {
  if (member.liveSince === null) return null
  return mode === 'test' ? (
    <ButtonLink href={path}>Back to live history</ButtonLink>
  ) : (
    <ButtonLink href={`${path}?mode=test`} kind="quiet">
      Test history
    </ButtonLink>
  )
}

/** What is shown is of the test round. */
export function TestHistoryNotice() {
  return <Notice title="Test history">These entries are from before your team went live. {NO_REAL_MONEY}</Notice>
}
