import { listRefills as readRefills } from '../../../db/queries/refills'
import { respondWithPage, byTime } from '../list-page'
import { operation } from '../endpoint'
import { pageSchema } from '../resources/page'
import { refillSchema, showRefill } from '../resources/refill'

export const refillPageSchema = pageSchema(refillSchema)

export const listRefills = operation({
  id: 'listRefills',
  method: 'GET',
  path: '/refills',
  summary: 'Refills, newest first. Without `mode`: those of the team’s present mode',
  scope: 'read',
  isList: true,
  hasMode: true,
  responses: { 200: refillPageSchema },
  run: (call) =>
    respondWithPage(call, {
      name: 'refills',
      place: byTime,
      fetch: (limit, after, filter) => readRefills(call.principal.teamId, limit, filter, after),
      show: showRefill,
    }),
})
