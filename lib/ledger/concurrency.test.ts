import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { database } from '../../db/client'
import { readDatabaseTime } from '../../db/queries/database-time'
import { createTestTeam, type TestTeam } from '../../db/testing/create-test-team'
import { useTestDatabase } from '../../db/testing/test-database'
import { requestHash } from '../request-hash'
import type { ChargeReturn } from '../payments/payment-event'
import { disputeOf, refundOf } from '../refills/testing/report-charge'
import { diceOf, seed, type Dice } from '../testing/dice'

/**
 * Jepsen's bank workload with our verbs: writers on 16 connections, readers that look at every account all the while.
 * `SEED=…` repeats what each writer means to do at each of its steps. In which order they get there is the machine's.
 */
const { sql } = useTestDatabase()

const CONNECTIONS = 16
const STEPS_EACH = 150

/** What the writers have been told: which verb, about what, with which answer. */
type Recorded = { verb: string; subject: string; outcome: string }

/** What there is to act on, as far as the writers know. */
type Shared = {
  team: TestTeam
  refills: string[]
  labels: string[]
  cardRefunds: { id: string; refill: string; amount: number }[]
  charges: Map<string, Charge>
}

/** What the processor has of a charge. Whoever changes it reads it afterwards, as after a webhook. */
type Charge = { refill: string; name: string; returns: ChargeReturn[] }

test.each([
  ['one team', 1],
  ['many teams', 24],
])(`every verb from 16 connections at once on %s (SEED=${seed})`, { timeout: 120_000 }, async (_on, count) => {
  const shared: Shared[] = await Promise.all(
    Array.from({ length: count }, async () => ({
      team: await createTestTeam(sql, { limit: 12_000, balance: 6_000, reserve: 400_000, creditLimit: 60_000 }),
      refills: [],
      labels: [],
      cardRefunds: [],
      charges: new Map(),
    })),
  )
  const recorded: Recorded[] = []
  const writing = { over: false }
  const looking = [1, 2].map(() => waitUntil(writing))
  await Promise.all(Array.from({ length: CONNECTIONS }, (_, writer) => write(writer, shared, recorded)))
  writing.over = true
  for (const attempts of await Promise.all(looking)) expect(attempts).toBeGreaterThan(10)

  const answers = (verb: string, outcome: string) =>
    recorded.filter((each) => each.verb === verb && each.outcome === outcome)
  // Each of these happens to a thing once, whoever races.
  for (const [verb, outcome] of [
    ['request', 'created'],
    ['settle', 'posted'],
    ['settle', 'posted_late'],
    ['fail', 'failed'],
    ['spend', 'created'],
    ['ask', 'created'],
    ['refund', 'refunded'],
    ['refund', 'refund_denied'],
    ['send back', 'created'],
    ['sent back', 'refunded'],
  ] as const) {
    const subjects = answers(verb, outcome).map(({ subject }) => subject)
    expect(subjects.length, `${verb} was ${outcome}`).toBeGreaterThan(0)
    expect(new Set(subjects).size, `${verb} was ${outcome} once each`).toBe(subjects.length)
  }
  for (const [verb, outcome] of [
    ['read', 'recorded'],
    ['read', 'duplicate'],
    ['not sent', 'failed'],
  ] as const) {
    expect(answers(verb, outcome).length, `${verb} was ${outcome}`).toBeGreaterThan(0)
  }
  const [rows] = await sql<[{ refills: number; labels: number }]>`
    select (select count(*) from refills r where r.team_id in ${sql(shared.map(({ team }) => team.id))}) as refills,
      (select count(*) from labels l where l.team_id in ${sql(shared.map(({ team }) => team.id))}) as labels`
  expect(rows).toEqual({ refills: answers('request', 'created').length, labels: answers('spend', 'created').length })
  expect(shared.some(({ charges }) => [...charges.values()].some(({ returns }) => returns.length > 1))).toBe(true)
  for (const { team, charges } of shared) {
    const known = await sql`
      select c.charge_ref || ' ' || c.processor_ref as ref, c.amount from charge_returns c where c.team_id = ${team.id}`
    const gone = (name: string, { ref, amount }: ChargeReturn) => ({ ref: `${name} ${ref}`, amount })
    const truth = [...charges.values()].flatMap(({ name, returns }) => returns.map((each) => gone(name, each)))
    expect(known.toSorted(byRef)).toEqual(truth.toSorted(byRef))
  }
})

const byRef = (a: { ref?: string }, b: { ref?: string }) => (a.ref! < b.ref! ? -1 : 1)

/** One writer: steps at random, each on a connection of the pool. Whatever is not an answer (a deadlock, say) is thrown. */
async function write(writer: number, shared: Shared[], recorded: Recorded[]): Promise<void> {
  const app = database().sql
  for (let step = 0; step < STEPS_EACH; step++) {
    // New ones each step: how many a step throws depends on what the others have done.
    const dice = diceOf(seed, writer, step)
    const { one } = dice
    const mine = one(shared)
    const { team, refills, labels, cardRefunds } = mine
    const record = (verb: string, subject: string, outcome: string) =>
      void recorded.push({ verb, subject: `${team.id} ${subject}`, outcome })
    // Few keys, so that several writers use one at the same time.
    const key = `k${Math.floor(dice.throw() * 300)}`
    const refill = one(refills)
    const label = one(labels)
    const cardRefund = one(cardRefunds)
    // So that what is expected to happen at all happens about ten times at least.
    const thrown = Math.floor(dice.throw() * 33)
    if (thrown < 6) {
      const method = one([team.card, team.card, team.reserve, team.purchasePower])
      const [booked] = await app<[{ outcome: string; refill_id: string | null }]>`
        select * from request_refill(
          p_team => ${team.id}, p_key => ${key}, p_request_hash => ${requestHash([key])},
          p_amount => ${one([1_000, 1_500, 4_000])}, p_method => ${method}, p_allocations => null, p_memo => null,
          p_actor_type => 'user', p_actor_id => ${team.admin.id}, p_source => 'web', p_expected_total => null)`
      if (booked.outcome === 'created') refills.push(booked.refill_id!)
      record('request', key, booked.outcome)
    } else if (thrown < 9 && refill) {
      record(
        'settle',
        refill,
        await word(app`select settle_refill(
        p_team => ${team.id}, p_refill => ${refill}, p_processor_ref => ${`ch-${refill}`}) as word`),
      )
    } else if (thrown < 11 && refill) {
      record(
        'fail',
        refill,
        await word(app`select fail_refill(
        p_team => ${team.id}, p_refill => ${refill}, p_code => 'card_declined', p_message => 'No') as word`),
      )
    } else if (thrown < 13 && refill) {
      const charge = chargeOf(mine, refill, `ch-${refill}`)
      changeReturns(charge, dice)
      record('read', refill, await read(mine, charge))
    } else if (thrown < 16) {
      const [booked] = await app<[{ outcome: string; label_id: string | null }]>`
        select * from spend_postage(
          p_team => ${team.id}, p_key => ${key}, p_request_hash => ${requestHash([key])},
          p_carrier => ${one(['usps', 'usps', 'ups'])}, p_service => null, p_amount => ${one([73, 900, 2_000])},
          p_cost_account => null, p_reference => null, p_actor_type => 'user', p_actor_id => ${team.staff.id})`
      if (booked.outcome === 'created') labels.push(booked.label_id!)
      record('spend', key, booked.outcome)
    } else if (thrown < 19 && label) {
      const [asked] = await app<[{ outcome: string }]>`
        select * from request_label_refund(
          p_team => ${team.id}, p_key => ${randomUUID()}, p_request_hash => ${requestHash([label])}, p_label => ${label},
          p_reason => null, p_actor_type => 'user', p_actor_id => ${team.staff.id})`
      record('ask', label, asked.outcome)
    } else if (thrown < 22 && label) {
      record(
        'refund',
        label,
        await word(app`select refund_label(
        p_team => ${team.id}, p_label => ${label}, p_approved => ${dice.chance(0.5)}) as word`),
      )
    } else if (thrown < 23) {
      await app`select * from claim_due_refills(5)`
      await app`select * from claim_due_card_refunds(5)`
    } else if (thrown < 25 && refill) {
      // A second payment, where the first is known.
      const [first] = await app<{ id: string }[]>`
        select id from refills where team_id = ${team.id} and id = ${refill} and processor_ref is not null`
      const charge = chargeOf(mine, refill, first ? `second-${refill}` : `ch-${refill}`)
      if (dice.chance(0.7)) changeReturns(charge, dice)
      record('read', refill, await read(mine, charge))
    } else if (thrown < 28 && refill) {
      const wanted = one([1, 200, 700])
      const [asked] = await app<[{ outcome: string; refund_id: string | null }]>`
        select * from request_card_refund(
          p_team => ${team.id}, p_actor => ${team.admin.id}, p_key => ${key}, p_request_hash => ${requestHash([key])},
          p_refill => ${refill}, p_amount => ${wanted}, p_reason => 'Unused')`
      if (asked.outcome === 'created') cardRefunds.push({ id: asked.refund_id!, refill, amount: wanted })
      record('send back', key, asked.outcome)
    } else if (thrown < 31 && cardRefund) {
      const charge = chargeOf(mine, cardRefund.refill, `ch-${cardRefund.refill}`)
      const readAt = await readDatabaseTime()
      const isSent = dice.chance(0.7)
      const ours = sendBack(charge, cardRefund, isSent)
      const outcome = isSent
        ? app`select settle_card_refund(
            p_team => ${team.id}, p_refund => ${cardRefund.id}, p_processor_ref => ${ours.ref}, p_read_at => ${readAt}) as word`
        : app`select fail_card_refund(
            p_team => ${team.id}, p_refund => ${cardRefund.id}, p_message => 'No', p_read_at => ${readAt}) as word`
      record(isSent ? 'sent back' : 'not sent', cardRefund.id, await word(outcome))
      record('read', cardRefund.refill, await read(mine, charge))
    } else if (thrown < 32 && refill) {
      record('read', refill, await read(mine, chargeOf(mine, refill, `ch-${refill}`)))
    } else {
      await operate(team, dice)
    }
  }
}

function chargeOf({ charges }: Shared, refill: string, name: string): Charge {
  const known = charges.get(name) ?? { refill, name, returns: [] }
  charges.set(name, known)
  return known
}

/** At the processor: a refund, a dispute, or an end of one of those. */
function changeReturns(charge: Charge, { one, chance }: Dice): void {
  const { returns } = charge
  const last = returns.findLast(({ refund }) => !refund)
  const amount = one([100, 900, 1_000])
  const ref = `${charge.name}-${returns.length}`
  if (last && chance(0.5)) last.amount = last.amount > 0 ? 0 : last.claimed
  else returns.push(chance(0.5) ? disputeOf(ref, amount) : refundOf(ref, amount))
}

/** At the processor: our refund has gone through, or not. */
function sendBack({ returns }: Charge, { id, amount }: Shared['cardRefunds'][number], isSent: boolean): ChargeReturn {
  const ref = `re-${id}`
  const ours = refundOf(ref, isSent ? amount : 0, { claimed: amount, refund: id })
  const known = returns.find((each) => each.ref === ref)
  if (known) return Object.assign(known, ours)
  // One that was refused has no name there.
  if (isSent) returns.push(ours)
  return ours
}

/** Reads the charge at the processor, and tells the database of it: between the two, others may have been quicker. */
async function read({ team, charges }: Shared, charge: Charge): Promise<string> {
  const app = database().sql
  const readAt = await readDatabaseTime()
  const returns = structuredClone(charge.returns)
  const outcome = await word(app`select record_charge(
    p_team => ${team.id}, p_refill => r.id, p_charge => ${charge.name}, p_charged => r.amount + r.fee,
    p_returns => ${app.json(returns)}, p_read_at => ${readAt}) as word
    from refills r where r.team_id = ${team.id} and r.id = ${charge.refill}`)
  // Nobody has a charge of a Reserve Account.
  if (outcome === 'unknown') charges.delete(charge.name)
  return outcome
}

/** What the operator does meanwhile; what the bounds do not allow is refused by them, and that is an answer. */
async function operate({ id }: TestTeam, { one }: Dice): Promise<void> {
  const limit = one([8_000, 12_000, 20_000])
  await one([
    () => sql`select set_limits(p_team => ${id}, p_max_balance => ${limit})`,
    () => sql`select set_credit_limit(p_team => ${id}, p_limit => ${limit * 4})`,
    () => sql`select deposit_reserve(p_team => ${id}, p_amount => 5000, p_effective => now())`,
    () => sql`select pay_purchase_power(p_team => ${id}, p_amount => 2000, p_effective => now())`,
  ])().catch((error: { code?: string }) => {
    if (error.code !== '23514') throw error
  })
}

/** One reader: every account of every team in one look, as any page could see it. Answers how often it looked. */
async function waitUntil(writing: { over: boolean }): Promise<number> {
  for (let attempts = 0; ; attempts++) {
    const wrong = await sql`
      select a.team_id, a.kind, a.debits_posted, a.credits_posted, a.debits_pending, a.credits_pending, e.total, e.last
      from ledger_accounts a cross join lateral (
        select coalesce(sum(amount), 0) as total,
          coalesce((select x.balance_after from entries x where x.team_id = a.team_id and x.account = a.kind order by x.seq desc limit 1), 0) as last
        from entries where team_id = a.team_id and account = a.kind
      ) e
      where a.debits_posted - a.credits_posted <> e.total or e.total <> e.last
        or a.debits_posted - a.credits_posted - a.credits_pending < a.min_balance
        or a.debits_posted - a.credits_posted + a.debits_pending > a.max_balance
        or (a.kind in ('postage', 'held', 'reserve') and a.debits_posted < a.credits_posted)
        or 0 <> (select sum(s.debits_posted - s.credits_posted) from ledger_accounts s where s.team_id = a.team_id)
        or 0 <> (select sum(s.debits_pending - s.credits_pending) from ledger_accounts s where s.team_id = a.team_id)`
    expect([...wrong]).toEqual([])
    if (writing.over) return attempts
  }
}

async function word(query: Promise<readonly unknown[]>): Promise<string> {
  return ((await query) as { word: string }[])[0]!.word
}
