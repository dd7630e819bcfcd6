import { isUuid } from '../../db/queries/is-uuid'
import type { Label } from '../../db/queries/labels'
import type { Principal } from '../auth/principal'
import { readPriceList } from '../prices/read-price-list'
import { printLabel } from './print-label'
import { waitingLabel } from './waiting-label'

/**
 * Prints the label that waited for postage, by the query of its Print form (printQuery, with `form` and `seen_amount`). Null
 * where it cannot be: what it costs is no longer what the person has seen, or the balance is still short.
 */
export async function printWaitingLabel(principal: Principal, query: string): Promise<Label | null> {
  const waiting = new URLSearchParams(query)
  const key = waiting.get('form') ?? ''
  const { prices } = await readPriceList(principal.teamId)
  const label = waitingLabel(Object.fromEntries(waiting), prices)
  if (!isUuid(key) || !label || String(label.amount) !== waiting.get('seen_amount')) return null
  const result = await printLabel(principal, { key, ...label })
  return result.ok ? result.label : null
}
