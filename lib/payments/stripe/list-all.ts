import type { Stripe } from 'stripe'
import { callStripe, deadline } from './call-stripe'

/** As many as Stripe gives at once. */
export const PAGE = 100

type ReadPage<Item> = (
  after: string | undefined,
  options: Stripe.RequestOptions,
) => Promise<{ data: Item[]; has_more: boolean }>

/** Reads a list of Stripe's to its end, in Stripe's order (newest first). Each page may take `until`, or ten seconds. */
export async function listAll<Item extends { id: string }>(read: ReadPage<Item>, until?: number): Promise<Item[]> {
  const items: Item[] = []
  let after: string | undefined
  for (;;) {
    const page = await callStripe((options) => read(after, options), until ?? deadline())
    items.push(...page.data)
    if (!page.has_more || page.data.length === 0) return items
    after = page.data.at(-1)!.id
  }
}
