import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { expect, inject, test } from 'vitest'
import { createTestTeam } from '../../db/testing/create-test-team'
import { useTestDatabase } from '../../db/testing/test-database'
import { printLabel } from '../labels/print-label'
import { requestCardRefund } from '../refills/request-card-refund'
import { requestRefill } from '../refills/request-refill'
import { isPrefix, verifyLedger } from './verify-ledger'
import { disputeOf, refundOf, reportCharge } from '../refills/testing/report-charge'
import { refillRequest } from '../refills/testing/refill-request'
import { labelRequest } from '../labels/testing/label-request'

const { sql, appUrl, ownerUrl } = useTestDatabase()
/** The same database for somebody whom nothing stops. */
const superuserUrl = inject('testServer').superuserUrl.replace(/\/[^/]*$/, new URL(ownerUrl).pathname)

async function teamWithHistory() {
  const team = await createTestTeam(sql, { balance: 5_000 })
  for (const paymentMethodId of [team.card, team.reserve, team.declinedCard]) {
    const result = await requestRefill(
      team.admin,
      refillRequest({ amount: 1_000, paymentMethodId, allocations: [{ costAccount: 'MKT', amount: null }] }),
    )
    if (paymentMethodId === team.card && result.ok) {
      const sentBack = await requestCardRefund(team.admin, {
        key: randomUUID(),
        refillId: result.refill.id,
        amount: 300,
        reason: 'Unused',
      })
      if (!sentBack.ok) throw new Error(sentBack.code)
      const [{ ref }] = await sql<[{ ref: string }]>`
        select processor_ref as ref from card_refunds where id = ${sentBack.refund.id}`
      await reportCharge(sql, team.id, result.refill.id, [
        refundOf(ref, 300, { refund: sentBack.refund.id }),
        disputeOf('du_1', 250),
      ])
    }
  }
  await printLabel(team.staff, labelRequest({ amount: 73 }))
  return team
}

test('history cannot be changed: not by the application, not by the owner', async () => {
  await teamWithHistory()
  const app = postgres(appUrl, { max: 1 })
  const owner = postgres(ownerUrl, { max: 1, onnotice: () => {} })
  for (const table of ['transfers', 'entries', 'audit_log']) {
    for (const statement of [
      `update ${table} set team_id = team_id`,
      `delete from ${table}`,
      `truncate ${table} cascade`,
    ]) {
      await expect(app.unsafe(statement), `app: ${statement}`).rejects.toMatchObject({ code: '42501' })
      await expect(owner.unsafe(statement), `owner: ${statement}`).rejects.toMatchObject({ code: '42501' })
    }
    await expect(app.unsafe(`insert into ${table} default values`)).rejects.toMatchObject({ code: '42501' })
  }
  for (const statement of [
    'update ledger_accounts set debits_posted = 1',
    'delete from refills',
    'update refills set amount = 1',
    'update labels set amount = 1',
    'delete from idempotency_keys',
    "update memberships set role = 'admin'",
    "update api_keys set scopes = '{}'",
    "select create_team(p_slug => 'x', p_name => 'y')",
    "select import_history(p_team => 1, p_events => '[]')",
    'select set_limits(p_team => 1, p_max_balance => 1, p_minimum_refill => 1)',
    `select post_transfer(
      p_team => 1, p_kind => 'opening', p_debit => 'postage', p_credit => 'adjustments', p_amount => 1, p_now => now(),
      p_effective => now())`,
    'create table x ()',
  ]) {
    await expect(app.unsafe(statement), statement).rejects.toMatchObject({ code: '42501' })
  }
  await Promise.all([app.end(), owner.end()])
})

// Each tampering runs in a transaction of a superuser that is rolled back: the other tests keep their database.
test.each([
  ['an amount', "update entries set amount = amount + 1 where account = 'postage' and seq = 2", /postage entry 2/],
  [
    'a balance',
    "update entries set balance_after = balance_after + 1 where account = 'postage' and seq = 2",
    /postage entry 2/,
  ],
  [
    'a time',
    "update entries set created_at = created_at + interval '1 microsecond' where account = 'postage' and seq = 3",
    /postage entry 3: its hash/,
  ],
  [
    'a hash',
    "update entries set hash = sha256('x') where account = 'postage' and seq = 1",
    /postage entry 1: its hash/,
  ],
  [
    'a kind',
    "update entries set kind = 'adjustment' where account = 'postage' and seq = 2",
    /postage entry 2: its hash/,
  ],
  [
    "a transfer's side",
    "update entries set transfer_id = gen_random_uuid() where account = 'postage' and seq = 2",
    /postage entry 2: its hash.*transfer .*: its entries are not one debit/s,
  ],
  [
    'a pair of entries that changed places',
    `
    with taken as (delete from entries where account = 'postage' and seq in (2, 3) returning *)
    insert into entries
    select team_id, account, 5 - seq, transfer_id, kind, amount, balance_after, hash, created_at, effective_at from taken order by seq`,
    /postage entry 2: its hash.*postage entry 3: its hash/s,
  ],
  [
    'a missing entry',
    "delete from entries where account = 'postage' and seq = 2",
    /postage entry 3: seq does not follow 1/,
  ],
  [
    'a missing last entry',
    "delete from entries e where account = 'postage' and seq = (select max(seq) from entries x where x.team_id = e.team_id and x.account = e.account)",
    /last entry/,
  ],
  [
    'a counter',
    "update ledger_accounts set debits_posted = debits_posted + 1 where kind = 'fees'",
    /fees account: posted counters/,
  ],
  [
    'reserved room',
    "update ledger_accounts set debits_pending = debits_pending + 1 where kind = 'postage'",
    /postage account: pending counters/,
  ],
  [
    'a transfer',
    "update transfers set amount = amount + 1 where kind = 'postage_print'",
    /its entries are not one debit/,
  ],
  [
    'a refill',
    "update refills set amount = amount + 1 where status = 'posted' and payment_method_type = 'credit_card'",
    /refill .* is posted with/,
  ],
  [
    'a failed refill that is called posted',
    "update refills set status = 'posted', balance_after = 1, posted_at = now(), failure_code = null, failure_message = null where status = 'failed'",
    /is posted with 0 posted/,
  ],
  ['a fee', 'update refills set fee = 0 where fee > 0', /fee/],
  ['a label', 'update labels set amount = amount + 1', /label .* the ledger took/],
  [
    'what went back to a card',
    'update refills set refunded = refunded - 1 where refunded > 0',
    /has 550 of postage .* says refunded 299 and 0/,
  ],
  [
    'a fee that never went back',
    'update refills set refunded_fee = 1 where refunded > 0',
    /taken back; it says refunded 300 and 1, disputed 250 and 0/,
  ],
  ['a refund to a card', 'update card_refunds set amount = amount + 1', /refund .* is refunded, its transfer/],
  [
    'a refund that is called processing',
    "update card_refunds set status = 'processing', ask_at = now()",
    /0 pending of its .*refund .* is processing, its transfer is resolved/s,
  ],
  [
    'a refund that is called failed',
    'update refills set refunded = 0 where refunded > 0',
    /taken back; it says refunded 0 and 0/,
  ],
  [
    'what the processor took back for a dispute',
    "update charge_returns set amount = amount + 1 where kind = 'dispute'",
    /disputed 250 and 0; its refunds are 300, its disputes 251/,
  ],
  [
    'a dispute that is missing',
    "delete from charge_returns where kind = 'dispute'",
    /disputed 250 and 0; its refunds are 300, its disputes 0/,
  ],
  [
    'a refund that the processor never made',
    "delete from charge_returns where kind = 'refund'",
    /its refunds are 0, its disputes 250.*refund .* of 300 is refunded; of what the processor calls /s,
  ],
  [
    'a dispute that is called a refund',
    "update charge_returns set kind = 'refund' where kind = 'dispute'",
    /its refunds are 550, its disputes 0/,
  ],
  [
    'a return of another charge',
    "update charge_returns set charge_ref = 'other' where kind = 'dispute'",
    /its refunds are 300, its disputes 0/,
  ],
  [
    'what a dispute took',
    'update refills set disputed = disputed + 1 where disputed > 0',
    /taken back; it says refunded 300 and 0, disputed 251 and 0/,
  ],
  [
    'a refund that is called a dispute',
    'update refills set disputed = disputed + refunded, refunded = 0 where refunded > 0',
    /says refunded 0 and 0, disputed 550 and 0; its refunds are 300, its disputes 250/,
  ],
  [
    'a part of the fee that a dispute took',
    'update refills set disputed_fee = 1, disputed = disputed - 1 where disputed > 0',
    /disputed 249 and 1; its refunds are 300, its disputes 250/,
  ],
  [
    'a refill that is called reversed',
    "update refills set status = 'reversed' where disputed > 0",
    /is reversed and says refunded 300 and 0, disputed 250/,
  ],
  [
    'a second payment of which too much went back',
    `insert into duplicate_charges (team_id, processor_ref, refill_id, amount, read_at, created_at)
      select team_id, 'second', id, 100, now(), now() from refills where disputed > 0;
    update charge_returns set charge_ref = 'second' where kind = 'dispute'`,
    /its disputes 150/,
  ],
  [
    'something owed',
    "update ledger_accounts set credits_posted = credits_posted + 1 where kind = 'receivable'",
    /1 is owed although/,
  ],
  ['an allocation', 'update refill_allocations set amount = amount - 1', /allocations sum/],
])('%s that a superuser changed is found', async (_what, statement, problem) => {
  const team = await teamWithHistory()
  const superuser = postgres(superuserUrl, { max: 1 })
  const found = await superuser
    .begin(async (tx) => {
      await tx`set local session_replication_role = replica`
      await tx.unsafe(
        statement.replace(/ where |$/, (match) => ` where team_id = ${team.id}${match.trim() ? ' and ' : ''}`),
      )
      const problems = await tx<{ problem: string }[]>`select problem from verify_ledger(${team.id})`
      throw Object.assign(new Error('roll back'), { problems: problems.map((row) => row.problem) })
    })
    .catch((error: Error & { problems?: string[] }) => error.problems ?? Promise.reject(error))
  await superuser.end()
  expect(found.join('\n')).toMatch(problem)
})

test('an exported head is still a prefix, another one is not', async () => {
  const team = await teamWithHistory()
  const [entry] = await sql<{ hash: string }[]>`
    select encode(hash, 'hex') as hash from entries where team_id = ${team.id} and account = 'postage' and seq = 2`
  expect(await isPrefix(team.id, 2, entry!.hash)).toBe(true)
  expect(await isPrefix(team.id, 3, entry!.hash)).toBe(false)
  expect(await verifyLedger(team.id)).toEqual([])
})

// Whoever may do anything can make every later hash and the counters anew. Only what was kept elsewhere tells.
test('a chain that a superuser made anew from an entry on verifies, but is not the one that was exported', async () => {
  const team = await teamWithHistory()
  const exported = await sql<{ seq: number; hash: string }[]>`
    select seq, encode(hash, 'hex') as hash from entries where team_id = ${team.id} and account = 'postage' order by seq`
  const superuser = postgres(superuserUrl, { max: 1 })
  await superuser.begin(async (tx) => {
    await tx`set local session_replication_role = replica`
    const ofPostage = tx`team_id = ${team.id} and account = 'postage'`
    await tx`update entries set created_at = created_at - interval '1 hour' where ${ofPostage} and seq = 2`
    expect(await tx`select from verify_ledger(${team.id})`).not.toHaveLength(0)
    await tx`
      with recursive anew as (
        select seq, hash from entries where ${ofPostage} and seq = 1
        union all
        select e.seq, entry_hash(
          p_previous => a.hash, p_team => e.team_id, p_account => e.account, p_seq => e.seq, p_transfer => e.transfer_id,
          p_kind => e.kind, p_amount => e.amount, p_balance_after => e.balance_after, p_created_at => e.created_at)
          from anew a join entries e on e.seq = a.seq + 1 where ${ofPostage}
      )
      update entries e set hash = a.hash from anew a where ${ofPostage} and e.seq = a.seq`
    await tx`
      update ledger_accounts a set head = e.hash from entries e
      where a.team_id = ${team.id} and a.kind = 'postage' and e.team_id = a.team_id and e.account = a.kind and e.seq = a.seq`
  })
  await superuser.end()
  expect(await verifyLedger(team.id)).toEqual([])
  const held = await Promise.all(exported.map(({ seq, hash }) => isPrefix(team.id, seq, hash)))
  expect(held).toEqual(exported.map(({ seq }) => seq === 1))
})

test('a connection that dies leaves no half-written refill', async () => {
  const team = await createTestTeam(sql)
  const app = postgres(appUrl, { max: 6, onnotice: () => {} })
  const superuser = postgres(superuserUrl, { max: 2 })
  const holder = postgres(ownerUrl, { max: 1 })
  await app`select 1`
  // While somebody holds the team's row, all refills wait inside their function; then half of their backends die.
  await holder`begin`
  await holder`select from ledger_accounts where team_id = ${team.id} and kind = 'postage' for update`
  const asked = Array.from({ length: 6 }, (_, n) =>
    app`select * from request_refill(
      p_team => ${team.id}, p_key => ${`k${n}`}, p_request_hash => ${Buffer.from('x')}, p_amount => 1000,
      p_method => ${team.reserve}, p_allocations => null, p_memo => null, p_actor_type => 'user',
      p_actor_id => ${team.admin.id}, p_source => 'web', p_expected_total => null)`.then(
      () => true,
      () => false,
    ),
  )
  const waiting = () => superuser<{ pid: number }[]>`
    select pid from pg_stat_activity where datname = current_database() and usename = 'indicia_app' and wait_event_type = 'Lock' order by pid`
  await expect.poll(async () => (await waiting()).length, { timeout: 20_000 }).toBe(6)
  for (const { pid } of (await waiting()).slice(0, 3)) await superuser`select pg_terminate_backend(${pid})`
  await holder`commit`
  const answers = await Promise.all(asked)
  await Promise.all([app, holder, superuser].map((client) => client.end({ timeout: 1 })))
  expect(answers.filter((ok) => !ok)).toHaveLength(3)
  const [counts] = await sql`
    select (select count(*) from refills where team_id = ${team.id}) as refills,
      (select count(*) from idempotency_keys where team_id = ${team.id}) as keys,
      (select count(*) from entries where team_id = ${team.id} and account = 'postage') as entries`
  expect(counts).toEqual({ refills: 3, keys: 3, entries: 3 })
})
