import { byScheduler } from '@/lib/api/by-scheduler'
import { foldDays } from '@/lib/balance/fold-days'

/** Brings the days of every team's balance up to its entries. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = byScheduler(async () => ({ folded: await foldDays() }))
