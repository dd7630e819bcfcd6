import { z } from 'zod'
import { errorCodes, type ErrorCode } from '../../rules/errors'
import { cents } from '../fields'
import { refillSchema } from './refill'

const code = z.enum(Object.keys(errorCodes) as [ErrorCode, ...ErrorCode[]])

export const problemSchema = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code,
  errors: z.array(z.strictObject({ field: z.string(), code, message: z.string() })).optional(),
  headroom: cents.optional().meta({ description: 'With above_limit: the room that is left.' }),
  available: cents.optional().meta({ description: 'What there is, where that is not enough.' }),
  required: cents.optional().meta({ description: 'With insufficient_funds.' }),
  shortfall: cents.optional().meta({ description: 'With insufficient_funds.' }),
  suggested_refill: cents.nullable().optional().meta({
    description: 'With insufficient_funds: what to add; null where no refill would be enough.',
  }),
  decline_code: z.string().optional().meta({ description: 'With payment_declined: the processor’s reason.' }),
  refill: refillSchema.optional().meta({ description: 'With payment_declined: the failed refill.' }),
  request_id: z.string(),
})
