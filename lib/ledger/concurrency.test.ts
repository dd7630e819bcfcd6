import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { database } from '../../db/client'
import { createTestTeam, type TestTeam } from '../../db/testing/create-test-team'
import { useTestDatabase } from '../../db/testing/test-database'
import { requestHash } from '../request-hash'
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
type Shared = { team: TestTeam; refills: string[]; labels: string[]; reversed: string[]; cardRefunds: string[] }

test.each([
  ['one team', 1],
  ['many teams', 24],
])(`every verb from 16 connections at once on %s (SEED=${seed})`, { timeout: 120_000 }, async (_on, count) => {
  const shared: Shared[] = await Promise.all(
    Array.from({ length: count }, async () => ({
      team: await createTestTeam(sql, { limit: 12_000, balance: 6_000, reserve: 400_000, creditLimit: 60_000 }),
      refills: [],
      labels: [],
      reversed: [],
      cardRefunds: [],
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
  // A chargeback may be won and come again.
  for (const [verb, outcome] of [
    ['reverse', 'reversed'],
    ['reinstate', 'reinstated'],
    ['outside', 'recorded'],
  ] as const) {
    expect(answers(verb, outcome).length, `${verb} was ${outcome}`).toBeGreaterThan(0)
  }
  const [rows] = await sql<[{ refills: number; labels: number }]>`
    select (select count(*) from refills r where r.team_id in ${sql(shared.map(({ team }) => team.id))}) as refills,
      (select count(*) from labels l where l.team_id in ${sql(shared.map(({ team }) => team.id))}) as labels`
  expect(rows).toEqual({ refills: answers('request', 'created').length, labels: answers('spend', 'created').length })
})

/** One writer: steps at random, each on a connection of the pool. Whatever is not an answer (a deadlock, say) is thrown. */
async function write(writer: number, shared: Shared[], recorded: Recorded[]): Promise<void> {
  const app = database().sql
  for (let step = 0; step < STEPS_EACH; step++) {
    // New ones each step: how many a step throws depends on what the others have done.
    const dice = diceOf(seed, writer, step)
    const { one } = dice
    const { team, refills, labels, reversed, cardRefunds } = one(shared)
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
        p_team => ${team.id}, p_refill => ${refill}, p_processor_ref => 'charge') as word`),
      )
    } else if (thrown < 11 && refill) {
      record(
        'fail',
        refill,
        await word(app`select fail_refill(
        p_team => ${team.id}, p_refill => ${refill}, p_code => 'card_declined', p_message => 'No') as word`),
      )
    } else if (thrown < 13 && refill) {
      const outcome = await word(app`select reverse_refill(
        p_team => ${team.id}, p_refill => ${refill}, p_reason => 'Chargeback') as word`)
      if (outcome === 'reversed') reversed.push(refill)
      record('reverse', refill, outcome)
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
      const won = one(reversed) ?? refill
      record(
        'reinstate',
        won,
        await word(app`select reinstate_refill(p_team => ${team.id}, p_refill => ${won}) as word`),
      )
    } else if (thrown < 28 && refill) {
      const [asked] = await app<[{ outcome: string; refund_id: string | null }]>`
        select * from request_card_refund(
          p_team => ${team.id}, p_actor => ${team.admin.id}, p_key => ${key}, p_request_hash => ${requestHash([key])},
          p_refill => ${refill}, p_amount => ${one([1, 200, 700])}, p_reason => 'Unused')`
      if (asked.outcome === 'created') cardRefunds.push(asked.refund_id!)
      record('send back', key, asked.outcome)
    } else if (thrown < 30 && cardRefund) {
      record(
        'sent back',
        cardRefund,
        await word(app`select settle_card_refund(
          p_team => ${team.id}, p_refund => ${cardRefund}, p_processor_ref => 'refund') as word`),
      )
    } else if (thrown < 31 && cardRefund) {
      record(
        'not sent',
        cardRefund,
        await word(app`select fail_card_refund(
        p_team => ${team.id}, p_refund => ${cardRefund}, p_message => 'No') as word`),
      )
    } else if (thrown < 32 && refill) {
      record(
        'outside',
        refill,
        await word(app`select record_processor_refund(
          p_team => ${team.id}, p_refill => ${refill}, p_total => ${one([100, 900, 5_000])}) as word`),
      )
    } else {
      await operate(team, dice)
    }
  }
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
