import { findLabel } from '../../../db/queries/labels'
import { operation } from '../endpoint'
import { succeed, refuse } from '../outcome'
import { labelSchema, showLabel } from '../resources/label'

export const getLabel = operation({
  id: 'getLabel',
  method: 'GET',
  path: '/labels/{id}',
  summary: 'One label as it is now',
  scope: 'read',
  responses: { 200: labelSchema },
  refusals: ['not_found'],
  async run({ principal, id }) {
    const label = await findLabel(principal.teamId, id)
    return label ? succeed(showLabel(label)) : refuse('not_found')
  },
})
