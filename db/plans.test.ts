import postgres from 'postgres'
import { afterAll, expect, test } from 'vitest'
import { kindsOf } from '../lib/audit/audit-groups'
import { database, useDatabase, type Sql } from './client'
import { readAuditPage, type AuditFilter } from './queries/audit-log'
import { listSpendingThisMonth } from './queries/cost-accounts'
import { readLabelPage, sumLabels } from './queries/label-history'
import { listLabels } from './queries/labels'
import { listPostageDays } from './queries/postage-days'
import { listRefills, readRefillPage, sumRefills } from './queries/refills'
import { readStatement } from './queries/statement'
import { createTestTeam } from './testing/create-test-team'
import { useTestDatabase } from './testing/test-database'

const { sql, appUrl } = useTestDatabase()

const explain = async (query: string, parameters: unknown[] = []) =>
  (await sql.unsafe(`explain ${query}`, parameters as never[])).map((row) => row['QUERY PLAN']).join('\n')

test('a lookup by id has one index to choose from, before a table was ever analyzed', async () => {
  const team = await createTestTeam(sql)
  for (const table of ['refills', 'labels', 'transfers']) {
    const plan = await explain(`select * from ${table} where team_id = ${team.id} and id = '${team.card}'`)
    expect(plan).toContain(`Index Scan using ${table}_team_id_id_pk`)
  }
})

/** Everything that is asked through it is kept, so that it can be explained. */
const queries: { query: string; parameters: unknown[] }[] = []
const listening = postgres(appUrl, {
  max: 1,
  fetch_types: false,
  debug: (_connection, query, parameters) => void queries.push({ query, parameters }),
}) as unknown as Sql

afterAll(() => listening.end())

async function plansOf(run: () => Promise<unknown>): Promise<string[]> {
  const tests = database()
  queries.length = 0
  useDatabase({ ...tests, sql: listening })
  await run().finally(() => useDatabase(tests))
  return Promise.all(queries.map(({ query, parameters }) => explain(query, parameters)))
}

test('a page of the audit log reads its days alone, and a change of settings is found among all refills', async () => {
  const team = await createTestTeam(sql)
  await sql`
    insert into audit_log (team_id, at, actor_type, actor_id, actor_name, action, subject)
    select ${team.id}, now() - n * interval '1 hour', 'user', 'u', 'U', case when n % 5000 = 0 then 'device.added' else 'refill.requested' end, 'x'
    from generate_series(1, 20000) n`
  await sql.unsafe('analyze audit_log')
  const [{ id }] = await sql<[{ id: number }]>`select max(id) as id from audit_log where action = 'device.added'`
  const day = new Date(Date.now() - 10_000 * 3_600_000).toISOString().slice(0, 10)
  const pages: [index: string, filter: AuditFilter, place?: { id: number; direction: 'older' | 'newer' }][] = [
    ['audit_log_team_idx', {}],
    ['audit_log_team_idx', { from: day, to: day }],
    ['audit_log_team_idx', {}, { id, direction: 'older' }],
    ['audit_log_team_idx', {}, { id, direction: 'newer' }],
    ['audit_log_but_refills_idx', { kinds: kindsOf('devices') }],
    ['audit_log_but_refills_idx', { kinds: kindsOf('other') }],
  ]
  for (const [index, filter, place] of pages) {
    const [plan] = await plansOf(() => readAuditPage(team.id, 50, filter, place))
    expect(plan).toContain(`using ${index} on audit_log a`)
    expect(plan).not.toContain('Sort')
  }
})

test('a page of history, wherever it lies, reads an index and not the history', async () => {
  const team = await createTestTeam(sql)
  await sql`
    insert into refills (team_id, id, reference, status, amount, fee, balance_before, balance_after, payment_method_id,
      payment_method_type, payment_method_label, actor_type, actor_id, actor_name, source, created_at, posted_at)
    select ${team.id}, gen_random_uuid(), 'X' || n, 'failed', 1000, 0, 0, null, ${team.reserve}, 'reserve_account', 'R', 'user', 'u', 'U', 'web',
      now() - n * interval '1 hour', null from generate_series(1, 20000) n`
  await sql`
    insert into labels (team_id, id, carrier, amount, status, charged_to, balance_after, actor_type, actor_id, actor_name, created_at)
    select ${team.id}, gen_random_uuid(), 'usps', 100, 'printed', 'postage_balance', 0, 'user', 'u', 'U',
      now() - n * interval '1 hour' from generate_series(1, 20000) n`
  await sql.unsafe('analyze refills; analyze labels')

  const place = { position: Date.now() * 1000 - 10_000 * 3_600_000_000, id: team.card }
  const pages: [index: string, run: () => Promise<unknown>][] = [
    ['refills_history_idx', () => readRefillPage(team.id, 50, { status: 'failed' })],
    ['refills_history_idx', () => readRefillPage(team.id, 50, {}, { ...place, direction: 'older' })],
    ['refills_history_idx', () => readRefillPage(team.id, 50, {}, { ...place, direction: 'newer' })],
    ['refills_history_idx', () => sumRefills(team.id, { status: 'posted' })],
    ['refills_history_idx', () => listRefills(team.id, 50)],
    ['refills_history_idx', () => listRefills(team.id, 50, {}, place)],
    ['labels_history_idx', () => listLabels(team.id, 50)],
    ['labels_history_idx', () => listLabels(team.id, 50, place)],
    ['labels_history_idx', () => readLabelPage(team.id, 50, { status: 'printed', carrier: 'usps' })],
    ['labels_history_idx', () => readLabelPage(team.id, 50, {}, { ...place, direction: 'older' })],
    ['labels_history_idx', () => readLabelPage(team.id, 50, {}, { ...place, direction: 'newer' })],
    ['labels_history_idx', () => sumLabels(team.id, { status: 'printed' })],
    ['labels_history_idx', () => listSpendingThisMonth(team.id)],
  ]
  for (const [index, run] of pages) {
    const plans = await plansOf(run)
    expect(plans).toHaveLength(1)
    expect(plans[0]).toContain(index)
    expect(plans[0]).not.toMatch(/Seq Scan on (refills|labels)/)
  }
  // These rows were made for the planner alone; the ledger knows nothing of them.
  await sql`delete from refills where team_id = ${team.id}`
  await sql`delete from labels where team_id = ${team.id}`
})

test('a page of the balance reads its entries by their numbers, and of them only what is not rolled up', async () => {
  const team = await createTestTeam(sql)
  const opening = { type: 'opening', amount: 400_00, at: '2026-01-01T12:00:00Z' }
  const labels = Array.from({ length: 1_000 }, (_, n) => ({
    type: 'label',
    at: new Date(Date.UTC(2026, 0, 1) + n * 7_200_000).toISOString(),
    key: String(n),
    carrier: 'usps',
    amount: 10,
    actor_type: 'operator',
    actor_id: 'test',
  }))
  await sql`select import_history(p_team => ${team.id}, p_events => ${sql.json([opening, ...labels])})`
  await sql`select roll_up_postage_days(p_team => ${team.id}, p_limit => 1000000)`
  await sql.unsafe('analyze entries; analyze transfers; analyze labels; analyze postage_days')
  for (const place of [undefined, { seq: 500, direction: 'older' }, { seq: 500, direction: 'newer' }] as const) {
    const [plan] = await plansOf(() => readStatement(team.id, 'postage', 50, place))
    expect(plan).toContain('entries_team_id_account_seq_pk')
    expect(plan).not.toMatch(/Seq Scan on (entries|transfers|labels)/)
  }
  const [plan] = await plansOf(() => listPostageDays(team.id, '2026-02-01'))
  expect(plan).toMatch(/entries_team_id_account_seq_pk.*\n.*Index Cond:.*seq > COALESCE/)
})
