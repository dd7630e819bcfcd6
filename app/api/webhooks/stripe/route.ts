import { routeHandlers } from '@/lib/api/route-handlers'
import { respond } from '@/lib/api/problem'
import { receiveWebhook } from '@/lib/api/receive-webhook'

/** Stripe's messages. Without an account at Stripe there is no such route. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = routeHandlers({
  POST: async (request, requestId) => respond(await receiveWebhook(request, requestId), requestId),
})
