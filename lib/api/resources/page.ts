import { z } from 'zod'

/** A page of a list. */
export const pageSchema = <Item extends z.ZodType>(item: Item) =>
  z.strictObject({
    data: z.array(item),
    next_cursor: z.string().nullable().meta({ description: 'The `cursor` of the next page; null on the last.' }),
  })
