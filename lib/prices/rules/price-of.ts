/** Pure: the Print form works prices out in the browser with what the server has sent, and the server does it again. */

export type PriceForm = 'letter' | 'flat' | 'parcel' | 'stamp'

export type Price = {
  service: string
  form: PriceForm
  /** The maximum weight in tenths of an ounce; null for stamps, which are counted. */
  upToTenths: number | null
  /** Cents, each. */
  price: number
}

/** The most stamps that are printed at once. */
export const MOST_STAMPS = 500

export type Wanted = {
  service: string
  /** Tenths of an ounce; null for stamps. */
  tenths: number | null
  /** Number of stamps; 1 for everything that is weighed. */
  count: number
}

export type Priced =
  /** The price in cents, and a description: `First-Class Mail letter, up to 2 oz`. */
  | { ok: true; amount: number; service: string }
  | {
      ok: false
      code: 'unknown_service' | 'weight_missing' | 'too_heavy' | 'count_out_of_range'
      heaviestTenths?: number
    }

/** What something costs by a price list: the lightest step that it does not exceed, or so many stamps. */
export function priceOf(prices: readonly Price[], { service, tenths, count }: Wanted): Priced {
  const steps = prices.filter((price) => price.service === service)
  const stamp = steps.find((price) => price.upToTenths === null)
  if (stamp) {
    if (!Number.isInteger(count) || count < 1 || count > MOST_STAMPS) return { ok: false, code: 'count_out_of_range' }
    return { ok: true, amount: stamp.price * count, service: `${service} × ${count}` }
  }
  if (steps.length === 0) return { ok: false, code: 'unknown_service' }
  if (tenths === null || tenths <= 0) return { ok: false, code: 'weight_missing' }
  const ordered = steps
    .map((price) => ({ ...price, upToTenths: price.upToTenths! }))
    .sort((a, b) => a.upToTenths - b.upToTenths)
  const step = ordered.find((price) => price.upToTenths >= tenths)
  if (!step) return { ok: false, code: 'too_heavy', heaviestTenths: ordered.at(-1)!.upToTenths }
  return { ok: true, amount: step.price, service: `${service}, up to ${formatWeight(step.upToTenths)}` }
}

/** `3.5 oz`, `2 lb`, `1 lb 4 oz`. */
export function formatWeight(tenths: number): string {
  const pounds = Math.floor(tenths / 160)
  const ounces = (tenths % 160) / 10
  return [pounds > 0 && `${pounds} lb`, (ounces > 0 || pounds === 0) && `${ounces} oz`].filter(Boolean).join(' ')
}
