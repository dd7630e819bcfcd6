import type { Label } from '../../db/queries/labels'
import type { SessionOwner } from '../../db/queries/waiting-labels'
import { printLabel } from './print-label'
import { readWaitingLabel, labelFingerprint } from './waiting-label'

/**
 * Prints a waiting label once. Null if it is not printed: it does not wait for this person in this session, it has
 * changed since they saw it (`seen` is its labelFingerprint), or the balance is still too low.
 */
export async function printWaitingLabel(owner: SessionOwner, id: string, seen: string): Promise<Label | null> {
  const waiting = await readWaitingLabel(owner, id)
  if (!waiting?.label || labelFingerprint(waiting.label) !== seen) return null
  const principal = { type: 'user', id: owner.userId, teamId: owner.teamId } as const
  const result = await printLabel(principal, { key: waiting.key, ...waiting.label })
  return result.ok ? result.label : null
}
