import { listPaymentMethods as readPaymentMethods } from '../../../db/queries/payment-methods'
import { respondWithPage, pageOf } from '../list-page'
import { operation } from '../endpoint'
import { pageSchema } from '../resources/page'
import { paymentMethodSchema, showPaymentMethod } from '../resources/payment-method'

export const paymentMethodPageSchema = pageSchema(paymentMethodSchema)

export const listPaymentMethods = operation({
  id: 'listPaymentMethods',
  method: 'GET',
  path: '/payment-methods',
  summary: 'What a refill can be paid from, the default first',
  scope: 'read',
  isList: true,
  responses: { 200: paymentMethodPageSchema },
  run: (call) =>
    respondWithPage(call, {
      name: 'payment-methods',
      place: { write: ({ id }) => id, read: (id) => id },
      fetch: async (limit, after) =>
        pageOf(await readPaymentMethods(call.principal.teamId), ({ id }) => id, limit, after),
      show: showPaymentMethod,
    }),
})
