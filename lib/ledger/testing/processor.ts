/** A refund or a dispute, as the processor tells of it. `own` is the index of our refund, if it is one. Cents. */
export type Told = {
  ref: string
  kind: 'refund' | 'dispute'
  gone: number
  claimed: number
  state: 'pending' | 'succeeded' | 'failed' | 'open' | 'won' | 'lost'
  own: number | null
}
/** A charge as the processor has it: what was paid, and all that was taken back of it. */
export type ModelCharge = { name: string; refill: number; charged: number; returns: Told[] }
/** What was read of a charge at one time. `returns` is null if nobody asked about them. */
export type Reading = Omit<ModelCharge, 'returns'> & { returns: Told[] | null; readAt: number }

/** What can become of a charge. `n` chooses one of those that it fits; `percent` is of what was paid, or of what is left. */
export type Change =
  | { what: 'disputed'; percent: number }
  | { what: 'disputed again' | 'won' | 'comes back' | 'vanishes'; n: number }
  | { what: 'disputed for another amount'; n: number; percent: number }
  | { what: 'refunded'; percent: number }
  | { what: 'our refund'; n: number; state: 'pending' | 'succeeded' | 'failed' }

export const change = (changed: Change): string => Object.values(changed).join(' ')

/** A refund that we asked for, as far as the processor needs it. */
export type OwnRefund = { index: number; amount: number }

/** The processor's books of one team: the truth, of which the database is told in readings, late and in any order. */
export class ModelProcessor {
  private charges = new Map<string, ModelCharge>()
  readings: Reading[] = []
  clock = 0
  private made = 0

  chargesOf(refill: number): ModelCharge[] {
    return [...this.charges.values()].filter((each) => each.refill === refill)
  }

  find(name: string): ModelCharge | undefined {
    return this.charges.get(name)
  }

  /** The charge after these changes. It changes nothing here: see `read`. */
  after(charge: ModelCharge, changes: Change[], own: OwnRefund[]): ModelCharge {
    return changes.reduce(
      (changed, each, at) => ({ ...changed, returns: this.changed(changed, each, own, this.made + at) }),
      charge,
    )
  }

  /** The charge has become so, and somebody reads it at this moment. */
  read(charge: ModelCharge, asksForReturns = true): Reading {
    const before = this.charges.get(charge.name)?.returns ?? []
    // Nobody has ever read what is not the processor's. It stands for a row that was kept before returns had ids.
    const vanished = before.filter(({ ref }) => !charge.returns.some((each) => each.ref === ref))
    for (const reading of this.readings)
      reading.returns = reading.returns?.filter(({ ref }) => !vanished.some((each) => each.ref === ref)) ?? null
    this.charges.set(charge.name, charge)
    // More than one step makes.
    this.made += 10
    const reading = { ...charge, returns: asksForReturns ? charge.returns : null, readAt: ++this.clock }
    this.readings.push(reading)
    return reading
  }

  /** Somebody tells of it by mistake: it never happens, and its names are used up all the same. */
  mistake(): void {
    this.made += 10
  }

  private changed(charge: ModelCharge, changed: Change, own: OwnRefund[], made: number): Told[] {
    const { returns, charged } = charge
    const replace = (fits: (each: Told) => boolean, n: number, by: (each: Told) => Partial<Told>) => {
      const fitting = returns.filter(fits)
      const chosen = fitting[n % fitting.length]
      return returns.map((each) => (each === chosen ? { ...each, ...by(each) } : each))
    }
    const isDispute = ({ kind }: Told) => kind === 'dispute'
    switch (changed.what) {
      case 'disputed': {
        const claimed = Math.max(1, Math.floor((charged * changed.percent) / 100))
        return [...returns, { ref: `du-${made}`, kind: 'dispute', gone: claimed, claimed, state: 'open', own: null }]
      }
      case 'disputed again':
        return replace(isDispute, changed.n, ({ claimed }) => ({ gone: claimed, state: 'lost' }))
      case 'disputed for another amount':
        return replace(isDispute, changed.n, ({ claimed }) => ({
          gone: Math.floor((claimed * changed.percent) / 100),
        }))
      case 'won':
        return replace(
          (each) => isDispute(each) && each.gone > 0,
          changed.n,
          () => ({ gone: 0, state: 'won' }),
        )
      case 'comes back':
        return replace(
          (each) => each.kind === 'refund' && each.own === null && each.gone > 0,
          changed.n,
          () => ({ gone: 0, state: 'failed' }),
        )
      case 'refunded': {
        const left = charged - returns.reduce((sum, each) => sum + (each.kind === 'refund' ? each.gone : 0), 0)
        const amount = Math.ceil((left * changed.percent) / 100)
        if (amount < 1) return returns
        return [
          ...returns,
          { ref: `re-${made}`, kind: 'refund', gone: amount, claimed: amount, state: 'succeeded', own: null },
        ]
      }
      case 'vanishes': {
        const gone = returns[changed.n % returns.length]
        return returns.filter((each) => each !== gone)
      }
      case 'our refund': {
        const ours = own[changed.n % own.length]
        return ours ? withOwn(returns, ours, changed.state) : returns
      }
    }
  }
}

/** The returns with this refund of ours in this state. */
export function withOwn(returns: Told[], { index, amount }: OwnRefund, state: Told['state']): Told[] {
  const ref = ownRef(index)
  const gone = state === 'failed' ? 0 : amount
  return [
    ...returns.filter((each) => each.ref !== ref),
    { ref, kind: 'refund', gone, claimed: amount, state, own: index },
  ]
}

export const ownRef = (index: number): string => `re-own-${index}`
