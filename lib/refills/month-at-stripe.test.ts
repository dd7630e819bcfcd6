import { beforeAll, expect, test } from 'vitest'
import { useTestDatabase, type Backup } from '../../db/testing/test-database'
import { useFakeStripe } from '../payments/stripe/testing/use-fake-stripe'
import { diceOf, seed } from '../testing/dice'
import { MonthAtStripe } from './testing/month-at-stripe'

/**
 * Whatever happens at Stripe, in whatever order it is learned, and whether it is reported or has to be asked for: the
 * ledger ends with what Stripe holds. `SEED=…` replays the sequence that a failure names, `SEQUENCES=…` plays so many.
 */
const { sql, backUp } = useTestDatabase()
const stripe = useFakeStripe()

const SEQUENCES = Number(process.env.SEQUENCES ?? (process.env.SEED ? 1 : 50))
const STEPS = 14
const timeout = 60_000 + SEQUENCES * 5_000

let beginning: Backup
beforeAll(async () => {
  beginning = await backUp()
})

/** Each sequence begins with an empty database and an empty account, so that it can be replayed. */
async function play(sequence: number, work: (month: MonthAtStripe) => Promise<void>): Promise<void> {
  await beginning.restore()
  await stripe.control('forget', {})
  const month = await MonthAtStripe.begin(sql, stripe, diceOf(seed + sequence, 'month at Stripe'))
  try {
    await work(month)
    expect(await sql`select * from verify_ledger(${month.team.id})`).toEqual([])
  } catch (error) {
    throw new Error(`SEED=${seed + sequence}: ${month.log.join(', ')}`, { cause: error })
  }
}

test('after any order of events, asking alone leads to what Stripe holds', { timeout }, async () => {
  for (let sequence = 0; sequence < SEQUENCES; sequence++) {
    await play(sequence, async (month) => {
      await month.steps(STEPS)
      await month.end()
      expect(await month.heldInLedger()).toBe(await month.heldAtStripe())
    })
  }
})

test(
  'with all messages lost, and with all delivered twice in any order, the end is the same',
  { timeout },
  async () => {
    for (let sequence = 0; sequence < Math.ceil(SEQUENCES / 5); sequence++) {
      await play(sequence, async (month) => {
        await month.steps(STEPS)
        const backup = await backUp()
        await month.end()
        const asked = await month.state()
        await backup.restore()
        await backup.remove()
        await month.deliverAll(2)
        await month.ask()
        expect(await month.state()).toEqual(asked)
      })
    }
  },
)

test(
  'after a restored backup, asking leads to what Stripe holds, and no key is charged twice',
  { timeout },
  async () => {
    let recovered = 0
    for (let sequence = 0; sequence < Math.ceil(SEQUENCES / 5); sequence++) {
      await play(sequence, async (month) => {
        await month.steps(STEPS / 2)
        await month.ask()
        const backup = await backUp()
        await month.steps(STEPS / 2)
        await backup.restore()
        await backup.remove()
        // Stripe has forgotten the keys.
        await stripe.control('clock', { hours: 25 })
        const before = await month.chargesOfRefills()
        // Clients ask again, or nobody does.
        if (sequence % 2 === 0) await month.repeat()
        expect(await month.chargesOfRefills()).toMatchObject(before)
        await month.end()
        expect(await month.heldInLedger()).toBe(await month.heldAtStripe())
        recovered += await month.recovered()
      })
    }
    if (SEQUENCES >= 50) expect(recovered).toBeGreaterThan(0)
  },
)
