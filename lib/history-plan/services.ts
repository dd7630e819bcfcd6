import type { Random } from './random'

type Service = { name: string; weight: number; low: number; high: number; prices?: number[] }
export type Postage = { service: string; amount: number }

/** USPS services with what they cost in cents, and how often a mixed office uses them. */
const usps: [Service, ...Service[]] = [
  { name: 'First-Class Mail Letter', weight: 42, low: 73, high: 157, prices: [73, 73, 73, 101, 129, 157] },
  { name: 'First-Class Mail Large Envelope', weight: 8, low: 150, high: 420 },
  { name: 'Ground Advantage', weight: 28, low: 500, high: 1200 },
  { name: 'Priority Mail', weight: 19, low: 900, high: 2500 },
  { name: 'Priority Mail Express', weight: 3, low: 3010, high: 6290 },
]
const usually =
  usps.reduce((sum, each) => sum + each.weight * (each.low + each.high), 0) /
  (2 * usps.reduce((sum, each) => sum + each.weight, 0))

const others = {
  ups: [
    { name: 'UPS Ground', weight: 6, low: 940, high: 2210 },
    { name: 'UPS 2nd Day Air', weight: 2, low: 1890, high: 4120 },
    { name: 'UPS Next Day Air Saver', weight: 1, low: 3480, high: 7950 },
  ],
  fedex: [
    { name: 'FedEx Ground', weight: 5, low: 960, high: 2350 },
    { name: 'FedEx 2Day', weight: 3, low: 2040, high: 4380 },
    { name: 'FedEx Priority Overnight', weight: 1, low: 3890, high: 8640 },
  ],
} satisfies Record<string, Service[]>

/** What a USPS label costs on average, in cents. */
export const AVERAGE_USPS = Math.round(usually)
/** The cheapest USPS label, in cents. */
export const CHEAPEST_USPS = usps[0].low
/** What a label can cost without raising an eyebrow. */
export const COMFORTABLE_USPS = 2500

/** A label of the team's own UPS or FedEx account. */
export function drawOtherLabel(random: Random, carrier: keyof typeof others): Postage {
  const service = random.weighted(others[carrier])
  return { service: service.name, amount: random.whole(service.low, service.high) }
}

/** A USPS label that costs at most so much; null where that does not pay for a letter. */
export function drawUspsLabel(random: Random, most: number): Postage | null {
  const affordable = usps.filter((service) => service.low <= most)
  if (affordable.length === 0) return null
  const service = random.weighted(affordable)
  const amount = service.prices
    ? random.pick(service.prices.filter((price) => price <= most))
    : random.whole(service.low, Math.min(service.high, most))
  return { service: service.name, amount }
}

/** The USPS label that costs exactly so much. */
export function uspsLabelFor(amount: number): Postage {
  const service = usps.find(({ low, high, prices }) =>
    prices ? prices.includes(amount) : amount >= low && amount <= high,
  )
  if (service) return { service: service.name, amount }
  const between = amount > 6290 ? 'Priority Mail Express International' : 'Priority Mail'
  return { service: amount < 500 ? 'First-Class Mail Large Envelope' : between, amount }
}
