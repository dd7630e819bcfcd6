import { requireMember } from '@/lib/auth/current-member'
import { exportAuditLog } from '@/lib/audit/export-audit-log'
import { csvResponse } from '@/lib/csv/csv-response'
import { refuseExport } from '@/lib/security/rate-limit-responses'
import { filterQuery, queryOf, refuseDays } from '../../../filter-address'
import { readAuditFilter } from '../read-filter'

/** The audit log of the filter in force as a CSV file. */
export async function GET(request: Request): Promise<Response> {
  const { values, filter, rangeError } = readAuditFilter(queryOf(request.url))
  const member = await requireMember(`/settings/audit-log?${filterQuery(values)}`, 'settings:write')
  const refused = refuseExport(member)
  if (refused) return refused
  if (rangeError) return refuseDays(rangeError)
  return csvResponse('audit-log.csv', exportAuditLog(member.teamId, member.timeZone, filter))
}
