import type { Refill } from '@/db/queries/refills'
import type { SessionOwner } from '@/db/queries/waiting-labels'
import { printWaitingLabel } from '@/lib/labels/print-waiting-label'
import { log } from '@/lib/log'
import type { RefillPurpose } from '@/lib/refills/rules/refill-purpose'

/**
 * The path after a refill: the request that it approves; or the waiting label, printed as the person has seen it
 * (`seen`), or its form if it cannot be printed yet; or the receipt.
 */
export async function afterRefill(
  owner: SessionOwner,
  refill: Refill,
  { replayed, purpose, seen }: { replayed: boolean; purpose: RefillPurpose; seen: string },
): Promise<string> {
  if (purpose.request !== '') return `/requests/${purpose.request}?done=approved`
  const receipt = `/history/postage/${refill.id}`
  const { waiting } = purpose
  if (waiting === '') return `${receipt}${replayed ? '?again=1' : ''}`
  if (refill.status !== 'posted') return `${receipt}?${new URLSearchParams({ waiting })}`
  const label = await printWaitingLabel(owner, waiting, seen).catch((error: unknown) => {
    // The postage is there all the same, and the form prints under the same key.
    log.error(
      { err: error, teamId: owner.teamId, refillId: refill.id },
      'a label that waited for postage could not be printed',
    )
    return null
  })
  return label
    ? `/print/${label.id}?added=${refill.id}`
    : `/print?${new URLSearchParams({ waiting, added: refill.id })}`
}
