import { expect, test } from 'vitest'
import { database } from '../../db/client'
import { useTestDatabase } from '../../db/testing/test-database'
import { runModel } from './testing/run-model'

/**
 * `npm run test:model` runs this alone. `SEED=…` (and `STEPS=…`, the path that a failure prints) replays, `-- --minutes N`
 * goes on for so long.
 */
const { sql } = useTestDatabase()

const SEQUENCES = 500
const seed = process.env.SEED ? Number(process.env.SEED) : Math.floor(Math.random() * 2 ** 31)
const minutes = process.env.MINUTES ? Number(process.env.MINUTES) : 0

test(`model and database agree after every step (SEED=${seed})`, { timeout: (minutes + 6) * 60_000 }, async () => {
  const until = Date.now() + minutes * 60_000
  let sequences = 0
  let round = 0
  do {
    const ran = await runModel({ app: database().sql, owner: sql }, { seed: seed + round, sequences: SEQUENCES, path: process.env.STEPS })
    sequences += ran.sequences
    round++
    if (process.env.STEPS) continue
    expect(ran.sequences).toBe(SEQUENCES)
    // Sequences that never get there would prove nothing about it.
    for (const verb of ['settle', 'fail', 'reverse', 'spend', 'setLimit']) expect(ran.releases[verb], `releases by ${verb}`).toBeGreaterThan(0)
  } while (Date.now() < until)
  if (minutes > 0) console.log(`${sequences} sequences passed, seeds ${seed} to ${seed + round - 1}`)
})
