import { z } from 'zod'
import { costAccountPageSchema } from './operations/list-cost-accounts'
import { entryPageSchema } from './operations/list-entries'
import { labelPageSchema } from './operations/list-labels'
import { paymentMethodPageSchema } from './operations/list-payment-methods'
import { quoteSchema } from './operations/quote-refill'
import { refillPageSchema } from './operations/list-refills'
import { balanceSchema } from './resources/balance'
import { costAccountSchema } from './resources/cost-account'
import { entrySchema } from './resources/entry'
import { labelSchema } from './resources/label'
import { paymentMethodSchema } from './resources/payment-method'
import { problemSchema } from './resources/problem'
import { refillSchema } from './resources/refill'

export type JsonSchema = { [member: string]: unknown }

const named = z
  .registry<{ id: string }>()
  .add(balanceSchema, { id: 'Balance' })
  .add(quoteSchema, { id: 'Quote' })
  .add(refillSchema, { id: 'Refill' })
  .add(refillPageSchema, { id: 'RefillPage' })
  .add(paymentMethodSchema, { id: 'PaymentMethod' })
  .add(paymentMethodPageSchema, { id: 'PaymentMethodPage' })
  .add(costAccountSchema, { id: 'CostAccount' })
  .add(costAccountPageSchema, { id: 'CostAccountPage' })
  .add(labelSchema, { id: 'Label' })
  .add(labelPageSchema, { id: 'LabelPage' })
  .add(entrySchema, { id: 'LedgerEntry' })
  .add(entryPageSchema, { id: 'LedgerEntryPage' })
  .add(problemSchema, { id: 'Problem' })

const uri = (id: string) => `#/components/schemas/${id}`

/** The schemas of all responses by name. */
export function componentSchemas(): Record<string, JsonSchema> {
  const { schemas } = z.toJSONSchema(named, { uri, override: simplify })
  return Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, bare(schema as JsonSchema)]))
}

/** References the schema of a response. */
export function referTo(schema: z.ZodType): JsonSchema {
  const id = named.get(schema)?.id
  if (id === undefined) throw new Error('an answer whose schema has no name in lib/api/openapi-schemas.ts')
  return { $ref: uri(id) }
}

/** The schema of a request's body. */
export function bodySchema(schema: z.ZodType): JsonSchema {
  return bare(z.toJSONSchema(schema, { io: 'input', override: simplify }) as JsonSchema)
}

const bare = ({ $schema: _schema, $id: _id, ...schema }: JsonSchema) => schema

/** A format is clearer than the pattern that zod checks. The bounds of safe integers are implicit. */
function simplify({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  if (jsonSchema.format) delete jsonSchema.pattern
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
}
