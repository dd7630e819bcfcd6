import { database } from '../../db/client'
import { isUuid } from '../../db/queries/is-uuid'
import type { Principal } from '../auth/principal'
import { orRefusal, type CostAccountResult } from './refusal'

/** Takes a cost account out of use with everything under it, or back into use by itself. Its history stays. */
export async function setCostAccountActive(admin: Principal, id: string, active: boolean): Promise<CostAccountResult> {
  if (!isUuid(id)) return { ok: false, reason: 'unknown_cost_account', code: '' }
  return orRefusal(database().sql`select set_cost_account_active(
    p_team => ${admin.teamId}, p_actor => ${admin.id}, p_cost_account => ${id}, p_active => ${active})`)
}
