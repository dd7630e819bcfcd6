import { cronRoute } from '@/lib/api/cron-route'
import { rollUpDays } from '@/lib/balance/roll-up-days'

/** Brings the days of every team's balance up to its entries. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = cronRoute(async () => ({ folded: await rollUpDays() }))
