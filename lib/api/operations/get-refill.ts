import { findRefill } from '../../../db/queries/refills'
import { operation } from '../endpoint'
import { succeed, refuse } from '../outcome'
import { refillSchema, showRefill } from '../resources/refill'

export const getRefill = operation({
  id: 'getRefill',
  method: 'GET',
  path: '/refills/{id}',
  summary: 'One refill as it is now',
  scope: 'read',
  responses: { 200: refillSchema },
  refusals: ['not_found'],
  async run({ principal, id }) {
    const refill = await findRefill(principal.teamId, id)
    return refill ? succeed(showRefill(refill)) : refuse('not_found')
  },
})
