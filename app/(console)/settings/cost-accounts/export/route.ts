import { listCostAccountTree } from '@/db/queries/cost-accounts'
import { requireMember } from '@/lib/auth/current-member'
import { exportCostAccounts } from '@/lib/cost-accounts/export-cost-accounts'
import { csvResponse } from '@/lib/csv/csv-response'
import { refuseExport } from '@/lib/security/rate-limit-responses'

/** The team's cost accounts as a file that can be imported again. */
export async function GET(): Promise<Response> {
  const member = await requireMember('/settings/cost-accounts', 'settings:write')
  const refused = refuseExport(member)
  if (refused) return refused
  const tree = await listCostAccountTree(member.teamId)
  return csvResponse('cost-accounts.csv', exportCostAccounts(tree))
}
