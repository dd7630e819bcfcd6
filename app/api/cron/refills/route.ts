import { byScheduler } from '@/lib/api/by-scheduler'
import { resolveDueRefills } from '@/lib/refills/resolve-due-refills'

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = byScheduler(async () => ({ asked: await resolveDueRefills() }))
