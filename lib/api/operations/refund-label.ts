import { z } from 'zod'
import { requestLabelRefund } from '../../labels/request-label-refund'
import { refuseApiKey } from '../authenticate-key'
import { operation } from '../endpoint'
import { text } from '../fields'
import { succeed, refuse } from '../outcome'
import { labelSchema, showLabel } from '../resources/label'

const body = z.strictObject({ reason: text(200).optional() })

export const refundLabel = operation({
  id: 'refundLabel',
  method: 'POST',
  path: '/labels/{id}/refund',
  summary: 'Asks USPS for the postage of a label back; it is credited once, when USPS approves',
  scope: 'labels:write',
  isWrite: true,
  body,
  isBodyOptional: true,
  responses: { 202: labelSchema },
  refusals: ['not_found', 'not_refundable'],
  async run({ principal, id, body: { reason }, idempotencyKey }) {
    const result = await requestLabelRefund(principal, { key: idempotencyKey, labelId: id, reason: reason ?? null })
    if ('keyRefusal' in result) return refuseApiKey(result, 'labels:write')
    if (!result.ok) return refuse(result.code)
    return succeed(showLabel(result.label), 202, {
      Location: `/api/v1/labels/${result.label.id}`,
      ...(result.replayed && { 'Idempotency-Replayed': 'true' }),
    })
  },
})
