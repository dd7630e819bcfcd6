import { cronRoute } from '@/lib/api/cron-route'
import { foldDays } from '@/lib/balance/fold-days'

/** Brings the days of every team's balance up to its entries. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = cronRoute(async () => ({ folded: await foldDays() }))
