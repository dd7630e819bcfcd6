import { database } from '../../db/client'
import { isUuid } from '../../db/queries/is-uuid'
import type { Principal } from '../auth/principal'

export type VerifiedNow = { outcome: 'verified'; auditId: number } | { outcome: 'busy' | 'forbidden' | 'too_long' }

const QUERY_CANCELED = '57014'

/**
 * Verifies the ledger of the principal's team for an admin, and records the result in the audit log. `busy` if a
 * verification is running, `too_long` if five minutes were not enough.
 */
export async function verifyTeamNow({ teamId, id }: Principal): Promise<VerifiedNow> {
  try {
    // In one simple query each statement gets its own timeout. It takes no parameters, hence the two casts.
    const [, [row]] = await database().sql.unsafe<
      [unknown[], [{ outcome: 'verified' | 'busy' | 'forbidden'; audit_id: number }]]
    >(`set local statement_timeout = '5min'; select * from verify_team_now(
      p_team => ${Number(teamId)}, p_actor => '${uuid(id)}')`)
    return row.outcome === 'verified' ? { outcome: row.outcome, auditId: row.audit_id } : { outcome: row.outcome }
  } catch (error) {
    if ((error as { code?: unknown }).code === QUERY_CANCELED) return { outcome: 'too_long' }
    throw error
  }
}

function uuid(id: string): string {
  if (!isUuid(id)) throw new RangeError(`${id} is no id of a person`)
  return id
}
