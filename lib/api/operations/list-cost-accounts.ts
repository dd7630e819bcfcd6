import { listCostAccounts as readCostAccounts } from '../../../db/queries/cost-accounts'
import { respondWithPage, pageOf } from '../list-page'
import { operation } from '../endpoint'
import { costAccountSchema } from '../resources/cost-account'
import { pageSchema } from '../resources/page'

export const costAccountPageSchema = pageSchema(costAccountSchema)

export const listCostAccounts = operation({
  id: 'listCostAccounts',
  method: 'GET',
  path: '/cost-accounts',
  summary: 'Where postage can be booked, by name',
  scope: 'read',
  isList: true,
  responses: { 200: costAccountPageSchema },
  run: (call) =>
    respondWithPage(call, {
      name: 'cost-accounts',
      place: { write: ({ code }) => code, read: (code) => code },
      fetch: async (limit, after) =>
        pageOf(await readCostAccounts(call.principal.teamId), ({ code }) => code, limit, after),
      show: (account) => account,
    }),
})
