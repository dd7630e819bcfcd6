import { requireMember, type Member } from '@/lib/auth/current-member'
import { csvResponse } from '@/lib/csv/csv-response'
import { exportRefills } from '@/lib/refills/export-refills'
import { filterQuery, queryOf, refuseDays } from '../../../filter-address'
import { readFilter } from '../read-filter'

/** The Postage history of the filter in force as a CSV file. */
export async function GET(request: Request): Promise<Response> {
  const { values, filter, rangeError } = readFilter(queryOf(request.url))
  const member = await requireMember(`/history/postage?${filterQuery(values)}`, 'history:read')
  if (rangeError) return refuseDays(rangeError)
  return csvResponse(fileName(member, filter), exportRefills(member.teamId, member.timeZone, filter))
}

/** `postage-history-demo-team-from-2026-11-01.csv` */
function fileName({ teamName }: Member, { from, to }: { from?: string; to?: string }): string {
  const team = teamName.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '').slice(0, 60)
  return `${['postage-history', team, from && `from-${from}`, to && `to-${to}`].filter(Boolean).join('-')}.csv`
}
