import { readBalance } from '../../../db/queries/balance'
import { operation } from '../endpoint'
import { succeed } from '../outcome'
import { balanceSchema, showBalance } from '../resources/balance'

export const getBalance = operation({
  id: 'getBalance',
  method: 'GET',
  path: '/balance',
  summary: 'The USPS postage balance and the room against its limit',
  scope: 'read',
  responses: { 200: balanceSchema },
  run: async ({ principal }) => succeed(showBalance(await readBalance(principal.teamId))),
})
