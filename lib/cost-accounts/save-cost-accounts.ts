import { database } from '../../db/client'
import type { Principal } from '../auth/principal'
import { orRefusal, type CostAccountResult } from './refusal'

export type CostAccountChange = {
  /** Null for a new one. */
  id: string | null
  code: string
  name: string
  description: string | null
  active: boolean
  /** The code of the one that it stands under. */
  parent: string | null
}

/** Adds and changes cost accounts in one statement, all or none, with an audit row for each that changes. */
export async function saveCostAccounts(admin: Principal, changes: CostAccountChange[]): Promise<CostAccountResult> {
  const { sql } = database()
  return orRefusal(sql`select save_cost_accounts(
    p_team => ${admin.teamId}, p_actor => ${admin.id}, p_rows => ${sql.json(changes)})`)
}
