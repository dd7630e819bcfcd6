import { byScheduler } from '@/lib/api/by-scheduler'
import { resolveDueCardRefunds } from '@/lib/refills/resolve-due-card-refunds'
import { resolveDueRefills } from '@/lib/refills/resolve-due-refills'

/** Asks the card company about every refill, and every refund to a card, whose outcome is not known. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = byScheduler(async () => ({
  asked: await resolveDueRefills(),
  refunds: await resolveDueCardRefunds(),
}))
