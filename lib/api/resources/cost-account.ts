import { z } from 'zod'

/** A cost account as the API shows it, which is as it is read. */
export const costAccountSchema = z.strictObject({
  code: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  active: z.boolean(),
})
