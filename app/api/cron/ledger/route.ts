import { cronRoute } from '@/lib/api/cron-route'
import { verifyNightly } from '@/lib/ledger/verify-nightly'

/** Seconds: as long as the scheduler's host lets it. */
export const maxDuration = 300

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = cronRoute(async () => ({
  verified: await verifyNightly(),
}))
