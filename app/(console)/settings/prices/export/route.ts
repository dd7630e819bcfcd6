import { requireMember } from '@/lib/auth/current-member'
import { csvResponse } from '@/lib/csv/csv-response'
import { exportPrices, readPriceList } from '@/lib/prices/price-list'
import { refuseExport } from '@/lib/security/rate-limit-responses'

/** The price list in force as a file that can be loaded again. */
export async function GET(): Promise<Response> {
  const member = await requireMember('/settings/prices', 'settings:write')
  const refused = refuseExport(member)
  if (refused) return refused
  const { effectiveOn, prices } = await readPriceList(member.teamId)
  return csvResponse(`usps-prices-${effectiveOn}.csv`, exportPrices(prices))
}
