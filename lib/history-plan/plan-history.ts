import type { ActorType, HistoryEvent, LabelEvent, RefillEvent } from './events'
import { arrangeCycles, type Cycle } from './arrange-cycles'
import { createMethodFunds, type PlannedMethod } from './method-funds'
import { planLabels } from './plan-labels'
import { PlanError } from './plan-error'
import { chooseRefillAmount } from './choose-refill-amount'
import { randomFrom, type Random } from './random'
import { workingMoments } from './working-hours'

export type PlannedPerson = { type: ActorType; id: string; mayRefill: boolean }

export type PlanOptions = {
  /** The same seed and options give the same plan; it also begins the idempotency keys. */
  seed: string
  from: Date
  to: Date
  timeZone: string
  /** What the balance is when the plan begins; an opening event is the caller's. */
  startingBalance: number
  limit: number
  minimum: number
  people: PlannedPerson[]
  /** Codes of active cost accounts. */
  costAccounts: string[]
  /** Whether everything has to carry a cost account; most does anyway. */
  costAccountRequired?: boolean
  methods: PlannedMethod[]
  /** The exact number; if unset, what a typical team has in that period. Declined refills count too. */
  refills?: number
  labels?: number
  /** Exactly what the balance has to be in the end. */
  endBalance?: number
}

const LABELS_PER_WEEK = 34
const LABELS_PER_REFILL = 12
const MEMOS = ['Quarterly mailing', 'Trade show kits', 'Invoices', 'Spring catalogue', 'Annual report']
const WEEK = 7 * 24 * 60 * 60 * 1000

/**
 * Plausible history for `import_history`: labels on working days, and refills when the balance is low. It keeps every
 * limit of the database (balance from 0 to the limit, the minimum, the funds of the methods), so that no event is
 * refused. Throws PlanError if the options contradict each other. The caller adds the deposits into a Reserve Account.
 */
export function planHistory(options: PlanOptions): HistoryEvent[] {
  const random = randomFrom(options.seed)
  const labels =
    options.labels ?? Math.round(((options.to.getTime() - options.from.getTime()) / WEEK) * LABELS_PER_WEEK)
  const refills = options.refills ?? Math.ceil(labels / LABELS_PER_REFILL)
  mustBePossible(options, refills)

  const cycles = arrangeCycles({ ...options, refills, labels, random })
  const moments = workingMoments({ ...options, count: labels + refills, random })
  const drafts = draftEvents(options, cycles, random)
  return drafts.map((draft, index) => ({ ...draft, at: moments[index]!.toISOString() }))
}

function draftEvents(options: PlanOptions, cycles: Cycle[], random: Random): (RefillEvent | LabelEvent)[] {
  const funds = createMethodFunds(options.methods, random)
  const refillers = options.people.filter((person) => person.mayRefill)
  const drafts: (RefillEvent | LabelEvent)[] = []
  const end = options.endBalance
  let balance = options.startingBalance
  let order = random.whole(20_000, 90_000)
  const acted = (key: string, people: PlannedPerson[]) => {
    const person = random.pick(people)
    return {
      key: `${options.seed}-${key}`,
      at: '',
      actor_type: person.type,
      actor_id: person.id,
      cost_account: costAccount(),
    }
  }
  const costAccount = () => {
    if (options.costAccounts.length === 0 || (!options.costAccountRequired && random.chance(0.15))) return null
    // The first ones are used most.
    return options.costAccounts[Math.floor(random.next() ** 1.7 * options.costAccounts.length)]!
  }

  cycles.forEach((cycle, index) => {
    const isLast = index === cycles.length - 1
    for (let turn = 0; turn < cycle.posted; turn++) {
      const after = cycle.posted - turn - 1
      const amount = chooseRefillAmount(random, {
        balance,
        limit: options.limit,
        minimum: options.minimum,
        labels: after > 0 ? 0 : cycle.labels,
        refillsAfter: after,
        end: isLast ? end : undefined,
      })
      // After a decline the person tries the same amount again until it succeeds.
      for (const code of [...(turn === 0 ? cycle.declined : []), null]) {
        drafts.push({
          type: 'refill',
          ...acted(`refill-${drafts.length}`, refillers),
          amount,
          payment_method: code === null ? funds.pay(amount) : funds.card(),
          memo: random.chance(0.04) ? random.pick(MEMOS) : null,
          decline_code: code,
        })
      }
      balance += amount
    }
    const next = cycles[index + 1]?.posted ?? 0
    const most = isLast && end !== undefined ? balance - end : balance
    const least = isLast && end !== undefined ? most : Math.max(0, balance - (options.limit - next * options.minimum))
    const exact = isLast && end !== undefined
    for (const { spent, ...label } of planLabels(random, { count: cycle.labels, least, most, exact })) {
      order += random.whole(1, 4)
      drafts.push({
        type: 'label',
        ...acted(`label-${drafts.length}`, options.people),
        ...label,
        reference: random.chance(0.12) ? null : `SO-${order}`,
      })
      balance -= spent
    }
  })
  return drafts
}

function mustBePossible(options: PlanOptions, refills: number): void {
  const { startingBalance, endBalance, limit, minimum, people, costAccounts } = options
  if (people.length === 0) throw new PlanError('nobody is there to act')
  if (refills > 0 && !people.some((person) => person.mayRefill)) throw new PlanError('nobody may add postage')
  if (refills > 0 && options.methods.length === 0) throw new PlanError('there is no payment method')
  if (options.costAccountRequired && costAccounts.length === 0) {
    throw new PlanError('a cost account is required, and there is none')
  }
  if (startingBalance < 0 || startingBalance > limit)
    throw new PlanError('the balance to begin with is outside of the limit')
  if (endBalance !== undefined && (endBalance < 0 || endBalance > limit)) {
    throw new PlanError('the balance to end with is outside of the limit')
  }
  if (refills > 0 && minimum > limit) throw new PlanError('the limit is below the minimum refill')
  if (options.to.getTime() <= options.from.getTime()) throw new PlanError('the time to fill is empty')
}
