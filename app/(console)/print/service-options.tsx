import { formatMoney } from '@/lib/rules/money'
import { PRICE_FORMS } from '@/lib/prices/rules/price-forms'
import type { Price } from '@/lib/prices/rules/price-of'

/** The services of a price list by what they send, each with its lowest price and what it is measured by. */
export function ServiceOptions({ prices }: { prices: Price[] }) {
  return PRICE_FORMS.map(({ form, many }) => {
    const steps = prices.filter((price) => price.form === form)
    if (steps.length === 0) return null
    return (
      <optgroup key={form} label={many}>
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
