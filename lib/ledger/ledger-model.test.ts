import { expect, test } from 'vitest'
import { database } from '../../db/client'
import { useTestDatabase } from '../../db/testing/test-database'
import { seed } from '../testing/dice'
import { runModel } from './testing/run-model'

/**
 * A short run. `npm run test:model` runs this alone and longer, and checks that the rare things were met. `SEED=…` (and
 * `STEPS=…`, the path that a failure prints) replays, `-- --minutes N` goes on for so long.
 */
const { sql } = useTestDatabase()

const isLong = process.env.MUTANTS === '1' || process.env.SEED !== undefined
// The rarest thing is met about nine times in 1,000 sequences.
const SEQUENCES = isLong ? 1_000 : 150
const minutes = process.env.MINUTES ? Number(process.env.MINUTES) : 0

test(`model and database agree after every step (SEED=${seed})`, { timeout: (minutes + 15) * 60_000 }, async () => {
  const until = Date.now() + minutes * 60_000
  let sequences = 0
  let round = 0
  do {
    const ran = await runModel(
      { app: database().sql, owner: sql },
      { seed: seed + round, sequences: SEQUENCES, path: process.env.STEPS },
    )
    sequences += ran.sequences
    if (process.env.SHOW) console.log(ran.met)
    round++
    if (process.env.STEPS) continue
    expect(ran.sequences).toBe(SEQUENCES)
    if (!isLong) continue
    // Sequences that never get there would prove nothing about it.
    const rare = [
      ...['settle', 'fail', 'returns', 'spend', 'setLimit'].map((verb) => `released by ${verb}`),
      ...['requestRefill', 'settle', 'refund', 'returns'].map((verb) => `owed paid by ${verb}`),
      'given into what is owed',
      'no longer reversed',
      'more is gone than the charge',
      'more than a second payment is gone',
      'no longer named',
      'read before',
      'our refund is pending',
      'our refund bounced',
      'a refund that went through late',
      'reserve receipt corrected',
      'purchase_power receipt corrected',
      'purchase_power receipt not left',
    ]
    for (const what of rare) expect(ran.met[what], what).toBeGreaterThan(0)
  } while (Date.now() < until)
  if (minutes > 0) console.log(`${sequences} sequences passed, seeds ${seed} to ${seed + round - 1}`)
})
