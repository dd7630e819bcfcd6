import { requireMember } from '@/lib/auth/current-member'
import { csvResponse } from '@/lib/csv/csv-response'
import { exportLabels } from '@/lib/labels/export-labels'
import { refuseExport } from '@/lib/security/rate-limit-responses'
import { filterQuery, queryOf, refuseDays } from '../../../filter-address'
import { fileName } from '@/app/(console)/history/export-file-name'
import { readLabelFilter } from '../read-filter'

/** The Label history of the filter in force as a CSV file. */
export async function GET(request: Request): Promise<Response> {
  const { values, filter, rangeError } = readLabelFilter(queryOf(request.url))
  const member = await requireMember(`/history/labels?${filterQuery(values)}`, 'history:read')
  const refused = refuseExport(member)
  if (refused) return refused
  if (rangeError) return refuseDays(rangeError)
  return csvResponse(
    fileName(filter.mode === 'test' ? 'test-label-history' : 'label-history', member.teamName, filter),
    exportLabels(member.teamId, member.timeZone, filter),
  )
}
