import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { readRefundable } from '../../db/queries/card-refunds'
import { findRefill } from '../../db/queries/refills'
import { createTestTeam, type TestTeam } from '../../db/testing/create-test-team'
import { useTestDatabase } from '../../db/testing/test-database'
import { printLabel } from '../labels/print-label'
import { requestLabelRefund } from '../labels/request-label-refund'
import { labelRequest } from '../labels/testing/label-request'
import { diceOf, seed } from '../testing/dice'
import { recordChargeOutcome } from './charge-refill'
import { requestCardRefund } from './request-card-refund'
import { requestRefill } from './request-refill'
import { resolveDueCardRefunds } from './resolve-due-card-refunds'
import { PostageLots } from './testing/postage-lots'
import { refillRequest } from './testing/refill-request'

const { sql } = useTestDatabase()

async function refill(team: TestTeam, amount: number, paymentMethodId: string) {
  const result = await requestRefill(team.admin, refillRequest({ amount, paymentMethodId }))
  if (!result.ok) throw new Error(result.code)
  return result.refill
}

const refund = (team: TestTeam, refillId: string, amount: number) =>
  requestCardRefund(team.admin, { key: randomUUID(), refillId, amount, reason: 'Too much' })

async function print(team: TestTeam, amount: number): Promise<string> {
  const printed = await printLabel(team.staff, labelRequest({ amount }))
  if (!printed.ok) throw new Error(printed.code)
  return printed.label.id
}

/** What the balance was paid with, by method; `''` for what has none. */
async function shares(team: TestTeam): Promise<Record<string, number>> {
  const rows = await sql<{ method: string | null; cents: number }[]>`
    select payment_method_id as method, cents from postage_by_method(p_team => ${team.id})`
  return Object.fromEntries(rows.map(({ method, cents }) => [method ?? '', cents]))
}

describe('a card gets back no more than what it has paid of the balance', () => {
  test('prepaid postage does not leave by the refill of a card whose postage is used', async () => {
    const team = await createTestTeam(sql, { mailstation: false })
    const byCard = await refill(team, 100_00, team.card)
    await print(team, 80_00)
    await refill(team, 50_00, team.reserve)
    await refill(team, 30_00, team.purchasePower)
    expect(await shares(team)).toEqual({
      [team.purchasePower]: 30_00,
      [team.reserve]: 50_00,
      [team.card]: 20_00,
    })
    expect(await readRefundable(team.id, byCard.id)).toMatchObject({
      refundable: 100_00,
      fromCard: 20_00,
      most: 20_00,
    })
    expect(await refund(team, byCard.id, 20_01)).toEqual({
      ok: false,
      code: 'prepaid',
      refundable: 100_00,
      available: 100_00,
      fromCard: 20_00,
    })
    expect(await refund(team, byCard.id, 20_00)).toMatchObject({ ok: true })
    expect(await refund(team, byCard.id, 1)).toMatchObject({ code: 'prepaid', fromCard: 0 })
    expect(await shares(team)).toEqual({ [team.purchasePower]: 30_00, [team.reserve]: 50_00 })
  })

  test('also not by one refill of a card after another', async () => {
    const team = await createTestTeam(sql, { mailstation: false })
    const first = await refill(team, 100_00, team.card)
    await refill(team, 100_00, team.reserve)
    const last = await refill(team, 60_00, team.card)
    await print(team, 150_00)
    // The card's newest refill pays for a refund of its oldest, and then has nothing left.
    expect(await refund(team, first.id, 60_00)).toMatchObject({ ok: true })
    expect(await shares(team)).toEqual({ [team.reserve]: 50_00 })
    expect(await refund(team, last.id, 1)).toMatchObject({ code: 'prepaid' })
  })

  test('a label that is refunded was never used, and an opening belongs to no card', async () => {
    const team = await createTestTeam(sql, { balance: 40_00, mailstation: false })
    await refill(team, 60_00, team.card)
    const label = await print(team, 70_00)
    expect(await shares(team)).toEqual({ [team.card]: 30_00 })
    await requestLabelRefund(team.staff, { key: randomUUID(), labelId: label, reason: null })
    await sql`select refund_label(p_team => ${team.id}, p_label => ${label}, p_approved => true)`
    expect(await shares(team)).toEqual({ [team.card]: 60_00, '': 40_00 })
  })

  test('what is held is not in the balance', async () => {
    const team = await createTestTeam(sql, { mailstation: false, limit: 100_00 })
    const late = await refill(team, 60_00, team.lostAnswerCard)
    await recordChargeOutcome(team.id, late.id, { status: 'declined', code: 'card_declined', message: 'Declined.' })
    await refill(team, 80_00, team.reserve)
    await recordChargeOutcome(team.id, late.id, { status: 'succeeded', processorRef: 'late' })
    expect(await shares(team)).toEqual({ [team.reserve]: 80_00, [team.lostAnswerCard]: 20_00 })
    await print(team, 30_00)
    expect(await shares(team)).toEqual({ [team.reserve]: 50_00, [team.lostAnswerCard]: 50_00 })
  })
})

test('it reads no more than explains the balance, however much was before', async () => {
  const team = await createTestTeam(sql, { mailstation: false, limit: 1_000_00 })
  const by = { at: new Date().toISOString(), actor_type: 'user', actor_id: team.admin.id }
  const events = Array.from({ length: 150 }, (_, n) => [
    { ...by, type: 'refill', key: `r${n}`, amount: 50_00, payment_method: n % 2 ? team.card : team.reserve },
    { ...by, type: 'label', key: `l${n}`, amount: 50_00, carrier: 'usps' },
  ]).flat()
  await sql`select import_history(p_team => ${team.id}, p_events => ${sql.json(events)})`
  await refill(team, 30_00, team.reserve)
  await refill(team, 20_00, team.card)
  await sql`analyze`
  const read = await sql.begin(async (transaction) => {
    await transaction`select from postage_by_method(p_team => ${team.id})`
    const [{ rows, scans }] = await transaction<[{ rows: number; scans: number }]>`
      select idx_tup_fetch::int as rows, seq_scan::int as scans from pg_stat_xact_user_tables where relname = 'entries'`
    return { rows, scans }
  })
  expect(read.scans).toBe(0)
  expect(read.rows).toBeLessThan(100)
})

/** One team and the model of it, and what can be done next. */
class Sequence {
  readonly lots = new PostageLots()
  private readonly dice
  private readonly refills: { id: string; method: string; amount: number; left: number; status: string }[] = []
  private readonly labels: { id: string; amount: number }[] = []
  private pending: { method: string; cents: number } | null = null
  refunded = 0
  refused = 0

  constructor(
    private readonly team: TestTeam,
    private readonly limit: number,
    n: number,
  ) {
    this.dice = diceOf(seed, n)
  }

  private get room(): number {
    const underWay = this.refills.reduce((sum, { status, amount }) => sum + (status === 'processing' ? amount : 0), 0)
    return this.limit - this.lots.available - (this.pending?.cents ?? 0) - underWay
  }

  private cents = (most: number) => 1 + Math.floor(this.dice.throw() * most)

  async step(): Promise<void> {
    const { team, dice } = this
    await dice.one([
      () => this.refill(team.card),
      () => this.refill(team.card),
      () => this.refill(team.lostAnswerCard),
      () => this.refill(team.reserve),
      () => this.refill(team.reserve),
      () => this.resolve(),
      () => this.print(),
      () => this.print(),
      () => this.print(),
      () => this.refundLabel(),
      () => this.refundToCard(),
      () => this.refundToCard(),
      () => this.refundToCard(),
    ])()
    expect(await shares(team)).toEqual(this.lots.shares())
  }

  private async refill(method: string): Promise<void> {
    // A refund on its way counts as the newest, so a newer refill of its card would pay for it.
    if (this.pending?.method === method) await this.settleRefund()
    const amount = Math.min(10_00 + this.cents(40_00), this.room)
    if (amount < 10_00) return
    const { id, status } = await refill(this.team, amount, method)
    this.refills.push({ id, method, amount, left: amount, status })
    if (status === 'posted') this.lots.add(method, amount)
  }

  /** The answer of the card that was lost comes, in time or too late. */
  private async resolve(): Promise<void> {
    const open = this.refills.find(({ status }) => status === 'processing' || status === 'failed')
    if (!open) return
    if (this.pending?.method === open.method) await this.settleRefund()
    if (open.status === 'processing' && this.dice.chance(0.5)) {
      open.status = 'failed'
      await recordChargeOutcome(this.team.id, open.id, { status: 'declined', code: 'x', message: 'No.' })
    } else {
      const [charge] = await sql<[{ id: string }]>`
        select id::text from test_processor_charges where idempotency_key = ${open.id}`
      await recordChargeOutcome(this.team.id, open.id, { status: 'succeeded', processorRef: charge.id })
      if (open.status === 'failed') this.lots.addLate(open.method, open.amount)
      else this.lots.add(open.method, open.amount)
      open.status = 'posted'
    }
    this.lots.release(this.room)
  }

  private async print(): Promise<void> {
    if (this.lots.available === 0) return
    const amount = this.dice.chance(0.2) ? this.lots.available : Math.min(this.cents(25_00), this.lots.available)
    this.labels.push({ id: await print(this.team, amount), amount })
    this.lots.use(amount)
    this.lots.release(this.room)
  }

  private async refundLabel(): Promise<void> {
    const label = this.labels.pop()
    if (!label) return
    await requestLabelRefund(this.team.staff, { key: randomUUID(), labelId: label.id, reason: null })
    await sql`select refund_label(p_team => ${this.team.id}, p_label => ${label.id}, p_approved => true)`
    this.lots.refundLabel(label.amount, this.room)
    this.lots.release(this.room)
  }

  private async refundToCard(): Promise<void> {
    if (this.pending) return this.settleRefund()
    const { team, lots } = this
    const target = this.dice.one(
      this.refills.filter(({ status, method }) => status === 'posted' && method !== team.reserve),
    )
    if (!target) return
    const before = lots.shares()
    const fromCard = before[target.method] ?? 0
    const bound = Math.min(target.left, fromCard)
    const amount = this.dice.one([bound, bound + 1, this.cents(50_00)])
    const isRefused = this.dice.chance(0.2)
    const charge = sql`select processor_ref from refills where id = ${target.id}`
    if (isRefused) await sql`update test_processor_charges set status = 'declined' where id::text = (${charge})`
    const result = await refund(team, target.id, amount)
    if (isRefused) await sql`update test_processor_charges set status = 'succeeded' where id::text = (${charge})`
    if (amount === 0 || amount > bound) {
      this.refused++
      expect(result).toMatchObject({
        ok: false,
        code:
          amount === 0
            ? 'invalid_amount'
            : amount > target.left
              ? 'more_than_refundable'
              : amount > lots.available
                ? 'insufficient_funds'
                : 'prepaid',
      })
      return
    }
    if (!result.ok) throw new Error(result.code)
    expect(result.refund.status === 'failed').toBe(isRefused)
    if (isRefused) return
    this.refunded++
    target.left -= amount
    lots.giveBack(target.method, amount)
    // The money of all others stays where it was, whatever was sent back before.
    const { [target.method]: own = 0, ...others } = await shares(team)
    const { [target.method]: ownBefore = 0, ...othersBefore } = before
    if (lots.held === 0) expect([own, others]).toEqual([ownBefore - amount, othersBefore])
    if (result.refund.status === 'processing') this.pending = { method: target.method, cents: amount }
    else lots.release(this.room)
  }

  private async settleRefund(): Promise<void> {
    await sql`update card_refunds set ask_at = now() where team_id = ${this.team.id} and status = 'processing'`
    await resolveDueCardRefunds()
    this.pending = null
    this.lots.release(this.room)
  }
}

const SEQUENCES = process.env.SEED ? 40 : 12
test(
  `the shares of the methods sum to the balance, and no card gets more (SEED=${seed})`,
  { timeout: 120_000 },
  async () => {
    let refunded = 0
    let refused = 0
    for (let n = 0; n < SEQUENCES; n++) {
      const limit = diceOf(seed, n, 'limit').one([60_00, 120_00, 500_00])
      const team = await createTestTeam(sql, { mailstation: false, limit })
      const sequence = new Sequence(team, limit, n)
      for (let step = 0; step < 40; step++) await sequence.step()
      for (const { id } of await sql<{ id: string }[]>`select id from refills where team_id = ${team.id}`) {
        const { amount, refunded: gone } = (await findRefill(team.id, id))!
        expect(gone).toBeLessThanOrEqual(amount)
      }
      refunded += sequence.refunded
      refused += sequence.refused
    }
    expect(Math.min(refunded, refused)).toBeGreaterThan(SEQUENCES / 4)
  },
)
