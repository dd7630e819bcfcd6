import { clockText } from '@/app/ui/moment-text'
import type { PostageRequest } from '@/db/queries/postage-requests'
import { sessionOwnerOf, type Member } from '@/lib/auth/current-member'
import { labelName } from '@/lib/labels/label-name'
import { readWaitingLabel, labelFingerprint, parseStoredLabel, type ParsedLabel } from '@/lib/labels/waiting-label'
import { readPriceList } from '@/lib/prices/price-list'
import type { WaitingLabelSummary } from '@/lib/refills/rules/add-postage-state'
import type { RefillPurpose } from '@/lib/refills/rules/refill-purpose'

export type WaitingLabelState = {
  label: WaitingLabelSummary | null
  /** The purpose names a label that waits no more, or never did for this person in this session. */
  isGone: boolean
  /** What was printed of it. */
  printedId: string | null
}

const NONE: WaitingLabelState = { label: null, isGone: false, printedId: null }

/** The label that waits for a refill: the person's own, which prints with it, or the one of the request that it approves. */
export async function findWaitingLabel(
  member: Member,
  purpose: RefillPurpose,
  request: PostageRequest | null,
): Promise<WaitingLabelState> {
  if (purpose.request !== '') {
    if (!request?.label || request.labelId) return NONE
    const label = parseStoredLabel(request.label, (await readPriceList(member.teamId)).prices)
    return {
      ...NONE,
      label: label && show(label, request.requestedById === member.userId ? 'You' : request.requestedBy, null),
    }
  }
  if (purpose.waiting === '') return NONE
  const waiting = await readWaitingLabel(await sessionOwnerOf(member), purpose.waiting)
  if (!waiting?.label || waiting.labelId) return { label: null, isGone: true, printedId: waiting?.labelId ?? null }
  const until = clockText(waiting.expiresAt, member.timeZone)
  return { ...NONE, label: show(waiting.label, 'You', { seen: labelFingerprint(waiting.label), until }) }
}

function show(label: ParsedLabel, by: string, printsItself: WaitingLabelSummary['printsItself']): WaitingLabelSummary {
  const { carrier, amount, costAccount, reference } = label
  return { name: labelName(label), amount, isFromBalance: carrier === 'usps', costAccount, reference, by, printsItself }
}
