import fc from 'fast-check'
import type { Sql } from '../../../db/client'
import { Machine } from './machine'
import { Model } from './model'
import { beginnings, steps } from './steps'

/** Mostly so small that the balance is often full. */
const limits = fc.constantFrom(2_000, 3_000, 5_000, 50_000)
const beginning = fc.constantFrom(...(Object.keys(beginnings) as (keyof typeof beginnings)[]))

type Databases = { app: Sql; owner: Sql }
type Run = { seed: number; sequences: number; path?: string; shrink?: boolean }
type Ran = { sequences: number; releases: Record<string, number> }

/**
 * Random sequences of every verb, each on a new team, run against the model and against PostgreSQL. Throws at the first
 * that makes them differ, shrunk; answers how many ran, and how often each verb let held money into the balance.
 */
export async function runModel({ app, owner }: Databases, { seed, sequences, path, shrink = true }: Run): Promise<Ran> {
  const ran: Ran = { sequences: 0, releases: {} }
  const commands = fc.commands(steps, { maxCommands: 24, size: '+1' })
  const property = fc.asyncProperty(fc.boolean(), limits, beginning, commands, async (hasMailstation, limit, first, sequence) => {
    const model = new Model(hasMailstation, limit)
    ran.sequences++
    const real = await Machine.create(app, owner, model)
    for (const step of beginnings[first]) await step.run(model, real)
    await fc.asyncModelRun(() => ({ model, real }), sequence)
    for (const [verb, times] of Object.entries(model.releases)) ran.releases[verb] = (ran.releases[verb] ?? 0) + times
  })
  await fc.assert(property, { seed, numRuns: sequences, path, endOnFailure: !shrink })
  return ran
}
