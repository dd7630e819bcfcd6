import { listLabels as readLabels } from '../../../db/queries/labels'
import { respondWithPage, byTime } from '../list-page'
import { operation } from '../endpoint'
import { labelSchema, showLabel } from '../resources/label'
import { pageSchema } from '../resources/page'

export const labelPageSchema = pageSchema(labelSchema)

export const listLabels = operation({
  id: 'listLabels',
  method: 'GET',
  path: '/labels',
  summary: 'Labels, newest first. Without `mode`: those of the team’s present mode',
  scope: 'read',
  isList: true,
  hasMode: true,
  responses: { 200: labelPageSchema },
  run: (call) =>
    respondWithPage(call, {
      name: 'labels',
      place: byTime,
      fetch: (limit, after, filter) => readLabels(call.principal.teamId, limit, after, filter),
      show: showLabel,
    }),
})
