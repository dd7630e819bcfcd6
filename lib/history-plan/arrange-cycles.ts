import type { PlannedMethod } from './method-funds'
import { PlanError } from './plan-error'
import { AVERAGE_USPS } from './services'
import type { Random } from './random'

/** Declined tries with their codes, then refills that work out, then the labels until the next. */
export type Cycle = { declined: string[]; posted: number; labels: number }

const DECLINED = 0.03

/** Distributes refills among labels. More refills than labels form series of refills, as far as the limit allows. */
export function arrangeCycles({
  refills,
  labels,
  startingBalance,
  limit,
  minimum,
  methods,
  random,
}: {
  refills: number
  labels: number
  startingBalance: number
  limit: number
  minimum: number
  methods: PlannedMethod[]
  random: Random
}): Cycle[] {
  const hasCard = methods.some(({ type }) => type === 'credit_card')
  const declined = hasCard && refills >= 8 ? Math.max(1, Math.round(refills * DECLINED)) : 0
  const posted = refills - declined
  const starts = startLabels({ posted, labels, startingBalance, random })
  const cycles: Cycle[] = [{ declined: [], posted: 0, labels: starts[0] ?? labels }]
  starts.forEach((start, index) => {
    const until = (starts[index + 1] ?? labels) - start
    const last = cycles[cycles.length - 1]!
    if (last.labels === 0) Object.assign(last, { posted: last.posted + 1, labels: until })
    else cycles.push({ declined: [], posted: 1, labels: until })
  })
  mustFit(cycles, { startingBalance, limit, minimum })
  const refilled = cycles.filter((cycle) => cycle.posted > 0)
  for (let index = 0; index < declined; index++) {
    random.pick(refilled).declined.push(random.pick(['card_declined', 'card_declined', 'insufficient_funds']))
  }
  return cycles
}

/** After how many labels each posted refill comes: evenly, give or take a third, and some labels stay after the last. */
function startLabels({
  posted,
  labels,
  startingBalance,
  random,
}: {
  posted: number
  labels: number
  startingBalance: number
  random: Random
}): number[] {
  const lasting = Math.min(Math.floor(startingBalance / AVERAGE_USPS), Math.floor(labels / (posted + 1)))
  const stride = (labels - lasting) / Math.max(posted, 1)
  return Array.from({ length: posted }, (_, index) => {
    const variation = index === 0 || stride < 3 ? 0 : (random.next() - 0.5) * stride * 0.6
    return Math.min(Math.max(labels - 1, 0), Math.round(lasting + index * stride + variation))
  })
}

function mustFit(
  cycles: Cycle[],
  {
    startingBalance,
    limit,
    minimum,
  }: {
    startingBalance: number
    limit: number
    minimum: number
  },
): void {
  let labelsBefore = false
  for (const { posted, labels } of cycles) {
    const room = limit - (labelsBefore ? 0 : startingBalance)
    if (posted * minimum > room) {
      throw new PlanError('so many refills do not fit under the limit: the labels between them spend too little')
    }
    labelsBefore ||= labels > 0
  }
}
