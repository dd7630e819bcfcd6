import { database } from '../../db/client'
import type { CostAccountRules } from '../../db/queries/cost-accounts'
import type { Principal } from '../auth/principal'
import { orRefusal, type CostAccountResult } from './refusal'

/** Says when a cost account has to be chosen. */
export async function setCostAccountRules(admin: Principal, rules: CostAccountRules): Promise<CostAccountResult> {
  return orRefusal(database().sql`
    select set_cost_account_rules(
      p_team => ${admin.teamId}, p_actor => ${admin.id}, p_on_refill => ${rules.onRefill},
      p_on_label => ${rules.onLabel})`)
}
