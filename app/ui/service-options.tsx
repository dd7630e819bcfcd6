import { formatMoney } from '@/lib/money'
import type { Price, PriceForm } from '@/lib/prices/price-of'

const GROUPS: [PriceForm, string][] = [
  ['letter', 'Letters'], ['flat', 'Large envelopes'], ['parcel', 'Parcels'], ['stamp', 'Stamps'],
]

/** The services of a price list by what they send, each with its lowest price and what it is measured by. */
export function ServiceOptions({ prices }: { prices: Price[] }) {
  return GROUPS.map(([form, label]) => {
    const steps = prices.filter((price) => price.form === form)
    if (steps.length === 0) return null
    return (
      <optgroup key={form} label={label}>
        {[...new Set(steps.map(({ service }) => service))].map((service) => {
          const lowest = Math.min(...steps.filter((step) => step.service === service).map(({ price }) => price))
          return (
            <option key={service} value={service} data-by={form === 'stamp' ? 'count' : 'weight'}>
              {service}, {form === 'stamp' ? `${formatMoney(lowest)} each` : `from ${formatMoney(lowest)}`}
            </option>
          )
        })}
      </optgroup>
    )
  })
}
