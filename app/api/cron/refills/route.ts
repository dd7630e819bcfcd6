import { cronRoute } from '@/lib/api/cron-route'
import { resolveDueCardRefunds } from '@/lib/refills/resolve-due-card-refunds'
import { resolveDueRefills } from '@/lib/refills/resolve-due-refills'

/** Asks the processor about every refill, and every refund to a card, whose outcome is not known. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = cronRoute(async () => ({
  asked: await resolveDueRefills(),
  refunds: await resolveDueCardRefunds(),
}))
