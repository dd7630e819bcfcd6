import { requireMember } from '@/lib/auth/current-member'
import { csvResponse } from '@/lib/csv/csv-response'
import { exportRefills } from '@/lib/refills/export-refills'
import { refuseExport } from '@/lib/security/rate-limit-responses'
import { filterQuery, queryOf, refuseDays } from '../../../filter-address'
import { fileName } from '@/app/(console)/history/export-file-name'
import { readFilter } from '../read-filter'

/** The Postage history of the filter in force as a CSV file. */
export async function GET(request: Request): Promise<Response> {
  const { values, filter, rangeError } = readFilter(queryOf(request.url))
  const member = await requireMember(`/history/postage?${filterQuery(values)}`, 'history:read')
  const refused = refuseExport(member)
  if (refused) return refused
  if (rangeError) return refuseDays(rangeError)
  return csvResponse(
    fileName(filter.mode === 'test' ? 'test-postage-history' : 'postage-history', member.teamName, filter),
    exportRefills(member.teamId, member.timeZone, filter),
  )
}
