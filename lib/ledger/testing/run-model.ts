import fc from 'fast-check'
import type { Sql } from '../../../db/client'
import { Machine } from './machine'
import { Model } from './model'
import { beginnings, steps } from './steps'

/** Mostly so small that the balance is often full. */
const limits = fc.constantFrom(2_000, 3_000, 5_000, 50_000)
const terms = fc.record({ hasMailstation: fc.boolean(), cardFeeBasisPoints: fc.constantFrom(350, 350, 0, 299, 1_000) })
/** Held money is the rarest thing: what it comes from begins more often. */
const often: (keyof typeof beginnings)[] = ['full, refunds asked for', 'a card’s answer outstanding, refunds asked for']
const beginning = fc.constantFrom(...(Object.keys(beginnings) as (keyof typeof beginnings)[]), ...often)

type Databases = { app: Sql; owner: Sql }
type Run = { seed: number; sequences: number; path?: string; shrink?: boolean }
type Ran = { sequences: number; met: Record<string, number> }

/**
 * Runs random sequences of every operation, each on a new team, against the model and PostgreSQL. Throws the first
 * difference in its smallest form. Returns how many sequences ran and how often the rare cases occurred.
 */
export async function runModel({ app, owner }: Databases, { seed, sequences, path, shrink = true }: Run): Promise<Ran> {
  const ran: Ran = { sequences: 0, met: {} }
  const commands = fc.commands(steps, { maxCommands: 24, size: '+1' })
  const property = fc.asyncProperty(terms, limits, beginning, commands, async (feeTerms, limit, first, sequence) => {
    const model = new Model(feeTerms, limit)
    ran.sequences++
    const real = await Machine.create(app, owner, model)
    for (const step of beginnings[first]) await step.run(model, real)
    await fc.asyncModelRun(() => ({ model, real }), sequence)
    for (const [what, times] of Object.entries(model.met)) ran.met[what] = (ran.met[what] ?? 0) + times
  })
  await fc.assert(property, { seed, numRuns: sequences, path, endOnFailure: !shrink })
  return ran
}
