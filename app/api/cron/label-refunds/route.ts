import { cronRoute } from '@/lib/api/cron-route'
import { resolveDueLabelRefunds } from '@/lib/labels/resolve-due-label-refunds'

/** Answers refunds of labels in test mode; elsewhere there is nothing to do. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = cronRoute(async () => ({
  answered: await resolveDueLabelRefunds(),
}))
