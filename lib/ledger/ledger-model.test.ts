import fc from 'fast-check'
import { expect, test } from 'vitest'
import { database } from '../../db/client'
import { useTestDatabase } from '../../db/testing/test-database'
import { Machine } from './testing/machine'
import { Model } from './testing/model'
import { steps } from './testing/steps'

/**
 * Random sequences of every verb, run against a small pure model and against PostgreSQL. `npm run test:model` runs it
 * alone; `SEED=…` (and `STEPS=…`, the path that a failure prints) replays, `MINUTES=…` goes on for so long.
 */
const { sql } = useTestDatabase()

const SEQUENCES = 500
const limits = fc.constantFrom(2_000, 5_000, 50_000)
const seed = process.env.SEED ? Number(process.env.SEED) : Math.floor(Math.random() * 2 ** 31)
const minutes = process.env.MINUTES ? Number(process.env.MINUTES) : 0

test(`model and database agree after every step (SEED=${seed})`, { timeout: (minutes + 6) * 60_000 }, async () => {
  const until = Date.now() + minutes * 60_000
  let sequences = 0
  let round = 0
  do {
    await fc.assert(
      fc.asyncProperty(fc.boolean(), limits, fc.commands(steps, { maxCommands: 40, size: '+1' }), async (hasMailstation, limit, commands) => {
        sequences++
        await fc.asyncModelRun(async () => {
          const model = new Model(hasMailstation, limit)
          return { model, real: await Machine.create(database().sql, sql, model) }
        }, commands)
      }),
      { seed: seed + round, numRuns: SEQUENCES, path: process.env.STEPS, endOnFailure: minutes > 0 },
    )
    round++
  } while (Date.now() < until)
  expect(sequences).toBeGreaterThanOrEqual(process.env.STEPS ? 1 : SEQUENCES)
  if (minutes > 0) console.log(`${sequences} sequences passed, seeds ${seed} to ${seed + round - 1}`)
})
