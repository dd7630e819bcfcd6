import type { Label } from '../../db/queries/labels'
import type { Waiter } from '../../db/queries/waiting-labels'
import { printLabel } from './print-label'
import { readWaitingLabel, seenMark } from './waiting-label'

/**
 * Prints the label that waited for postage, once. Null where it is not printed: it does not wait for this person in this session
 * (any more), it is no longer what they have seen (`seen` is its seenMark), or the balance is still short.
 */
export async function printWaitingLabel(waiter: Waiter, id: string, seen: string): Promise<Label | null> {
  const waiting = await readWaitingLabel(waiter, id)
  if (!waiting?.label || seenMark(waiting.label) !== seen) return null
  const principal = { type: 'user', id: waiter.userId, teamId: waiter.teamId } as const
  const result = await printLabel(principal, { key: waiting.key, ...waiting.label })
  return result.ok ? result.label : null
}
