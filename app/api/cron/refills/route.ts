import { cronRoute } from '@/lib/api/cron-route'
import { catchUp } from '@/lib/refills/catch-up'
import { resolveDueCardRefunds } from '@/lib/refills/resolve-due-card-refunds'
import { resolveDueDuplicateCharges } from '@/lib/refills/resolve-due-duplicate-charges'
import { resolveDueRefills } from '@/lib/refills/resolve-due-refills'

/** Asks the processor what has happened, and about every refill, refund and second payment that is not settled. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = cronRoute(async () => ({
  asked: await resolveDueRefills(),
  refunds: await resolveDueCardRefunds(),
  duplicates: await resolveDueDuplicateCharges(),
  caughtUp: await catchUp(),
}))
