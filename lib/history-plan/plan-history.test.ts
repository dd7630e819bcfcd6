import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { HistoryEvent } from './events'
import { PlanError } from './plan-error'
import { planHistory, type PlanOptions } from './plan-history'

const quarter: PlanOptions = {
  seed: 'demo',
  from: new Date('2026-08-24T12:00:00Z'),
  to: new Date('2026-11-22T12:00:00Z'),
  timeZone: 'America/New_York',
  startingBalance: 120_00,
  limit: 500_00,
  minimum: 10_00,
  people: [
    { type: 'user', id: 'admin', mayRefill: true },
    { type: 'user', id: 'staff', mayRefill: false },
  ],
  costAccounts: ['MKT', 'SALES', 'HR'],
  methods: [
    { id: 'visa', type: 'credit_card' },
    { id: 'reserve', type: 'reserve_account' },
    { id: 'credit', type: 'purchase_power', available: 2500_00 },
  ],
}

/** Replays a plan as the database would judge it and answers the balance at its end. */
function replay(options: PlanOptions, events: HistoryEvent[]): number {
  const left = new Map(
    options.methods.map(({ id, type, available }) => [id, type === 'credit_card' ? Infinity : (available ?? Infinity)]),
  )
  let balance = options.startingBalance
  let last = -Infinity
  const keys = new Set<string>()
  for (const event of events) {
    const at = Date.parse(event.at)
    expect(at).toBeGreaterThan(last)
    last = at
    expect(Number.isSafeInteger(event.amount) && event.amount > 0, `amount ${event.amount}`).toBe(true)
    if (event.type !== 'refill' && event.type !== 'label') throw new Error(`unexpected ${event.type}`)
    keys.add(event.key)
    if (event.type === 'refill') {
      expect(event.amount).toBeGreaterThanOrEqual(options.minimum)
      expect(balance + event.amount).toBeLessThanOrEqual(options.limit)
      if (event.decline_code !== null) continue
      balance += event.amount
      left.set(event.payment_method, left.get(event.payment_method)! - event.amount)
      expect(left.get(event.payment_method)).toBeGreaterThanOrEqual(0)
    } else if (event.carrier === 'usps') {
      balance -= event.amount
      expect(balance).toBeGreaterThanOrEqual(0)
    }
  }
  expect(keys.size).toBe(events.length)
  return balance
}

describe('planHistory', () => {
  it('fills ninety days as a small office would', () => {
    const events = planHistory({ ...quarter, endBalance: 83_40 })
    expect(replay(quarter, events)).toBe(83_40)
    const labels = events.filter((event) => event.type === 'label')
    const refills = events.filter((event) => event.type === 'refill')
    expect(labels.length).toBeGreaterThan(300)
    expect(new Set(labels.map(({ carrier }) => carrier))).toEqual(new Set(['usps', 'ups', 'fedex']))
    expect(Math.max(...labels.map(({ amount }) => amount))).toBeLessThan(100_00)
    expect(new Set(refills.map(({ payment_method }) => payment_method)).size).toBe(3)
    expect(refills.some(({ decline_code }) => decline_code !== null)).toBe(true)
    expect(refills.every(({ actor_id }) => actor_id === 'admin')).toBe(true)
    expect(labels.filter(({ cost_account }) => cost_account !== null).length).toBeGreaterThan(labels.length * 0.7)
  })

  it('keeps to working hours of the team', () => {
    const local = new Intl.DateTimeFormat('en-US', {
      timeZone: 'America/New_York',
      weekday: 'short',
      hour: 'numeric',
      hourCycle: 'h23',
    })
    for (const { at } of planHistory(quarter)) {
      const parts = Object.fromEntries(local.formatToParts(new Date(at)).map(({ type, value }) => [type, value]))
      expect(['Sat', 'Sun']).not.toContain(parts.weekday)
      expect(Number(parts.hour)).toBeGreaterThanOrEqual(8)
      expect(Number(parts.hour)).toBeLessThanOrEqual(17)
    }
  })

  it('comes out the same for the same seed', () => {
    expect(planHistory(quarter)).toEqual(planHistory(quarter))
    expect(planHistory({ ...quarter, seed: 'other' })).not.toEqual(planHistory(quarter))
  })

  it('says in words what cannot be', () => {
    expect(() => planHistory({ ...quarter, refills: 100, labels: 0 })).toThrow(PlanError)
    expect(() => planHistory({ ...quarter, methods: [], refills: 1, labels: 1 })).toThrow('there is no payment method')
    expect(() => planHistory({ ...quarter, people: [] })).toThrow('nobody is there')
  })

  it('never breaks a bound, and makes exactly what is asked for', () => {
    const inputs = fc.record({
      seed: fc.string(),
      labels: fc.integer({ min: 1, max: 400 }),
      refills: fc.integer({ min: 1, max: 120 }),
      limit: fc.integer({ min: 100_00, max: 1000_00 }),
      minimum: fc.integer({ min: 1, max: 100_00 }),
      start: fc.double({ min: 0, max: 1, noNaN: true }),
      end: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    })
    fc.assert(
      fc.property(inputs, ({ seed, labels, refills, limit, minimum, start, end }) => {
        const options: PlanOptions = {
          ...quarter,
          seed,
          labels,
          refills,
          limit,
          minimum,
          startingBalance: Math.floor(start * limit),
          endBalance: end === null ? undefined : Math.floor(end * limit),
        }
        const events = attempt(options)
        // Refills that outnumber what labels can spend are refused, in words; nothing else is.
        if (events === null) {
          expect(refills * minimum).toBeGreaterThan(limit - options.startingBalance)
          return
        }
        expect(events.filter(({ type }) => type === 'refill')).toHaveLength(refills)
        expect(events.filter(({ type }) => type === 'label')).toHaveLength(labels)
        const balance = replay(options, events)
        if (options.endBalance !== undefined) expect(balance).toBe(options.endBalance)
      }),
      { numRuns: 100 },
    )
  })
})

function attempt(options: PlanOptions): HistoryEvent[] | null {
  try {
    return planHistory(options)
  } catch (error) {
    if (error instanceof PlanError) return null
    throw error
  }
}
