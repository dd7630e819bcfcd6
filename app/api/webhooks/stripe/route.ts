import { byMethod } from '@/lib/api/by-method'
import { respond } from '@/lib/api/problem'
import { receiveWebhook } from '@/lib/payments/stripe/receive-webhook'

/** Stripe's messages. Without an account at Stripe there is no such route. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = byMethod({
  POST: async (request, requestId) => respond(await receiveWebhook(request, requestId), requestId),
})
