import { cronRoute } from '@/lib/api/cron-route'
import { reconcileNightly } from '@/lib/payments/reconcile-nightly'

/** Seconds: as long as the scheduler's host lets it. */
export const maxDuration = 300

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = cronRoute(async () => ({
  reconciled: await reconcileNightly(),
}))
