import type { Refill } from '@/db/queries/refills'
import type { Principal } from '@/lib/auth/principal'
import { printWaitingLabel } from '@/lib/labels/print-waiting-label'
import { log } from '@/lib/log'
import type { RefillPurpose } from '@/lib/refills/refill-purpose'

/**
 * Where a refill leads: to the request that it approves; to the label that waited for it, printed, or to its form where it
 * cannot be printed yet; else to the refill's receipt.
 */
export async function afterRefill(
  principal: Principal, refill: Refill, { replayed, purpose }: { replayed: boolean; purpose: RefillPurpose },
): Promise<string> {
  if (purpose.request !== '') return `/requests/${purpose.request}?done=approved`
  const receipt = `/history/postage/${refill.id}`
  if (purpose.print === '') return `${receipt}${replayed ? '?again=1' : ''}`
  if (refill.status !== 'posted') return `${receipt}?${new URLSearchParams({ print: purpose.print })}`
  const label = await printWaitingLabel(principal, purpose.print).catch((error: unknown) => {
    // The postage is there all the same, and the form prints under the same key.
    log.error({ err: error, teamId: principal.teamId, refillId: refill.id }, 'a label that waited for postage could not be printed')
    return null
  })
  if (label) return `/print/${label.id}?added=${refill.id}`
  const form = new URLSearchParams(purpose.print)
  form.set('added', refill.id)
  return `/print?${form}`
}
