import { PlanError } from './plan-error'
import type { Random } from './random'

export type PlannedMethod = {
  id: string
  type: 'credit_card' | 'reserve_account' | 'purchase_power'
  /** The funds of a Reserve Account or Purchase Power in cents; unset is unlimited. */
  available?: number
}

/** Chooses the payment method: a card every other time, the others while they have funds. */
export function createMethodFunds(methods: PlannedMethod[], random: Random) {
  const weights = { credit_card: 5, reserve_account: 3, purchase_power: 2 }
  const purses = methods.map((method) => ({
    id: method.id,
    type: method.type,
    weight: weights[method.type],
    left: method.type === 'credit_card' ? Infinity : (method.available ?? Infinity),
  }))
  const cards = purses.filter(({ type }) => type === 'credit_card')
  return {
    /** The method that pays so much. */
    pay(amount: number): string {
      const able = purses.filter(({ left }) => left >= amount)
      if (able.length === 0) throw new PlanError('the payment methods do not have enough for so many refills')
      const chosen = random.weighted(able)
      chosen.left -= amount
      return chosen.id
    },
    /** A card, which can decline. */
    card(): string {
      return random.pick(cards).id
    },
  }
}
