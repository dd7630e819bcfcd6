import { randomUUID } from 'node:crypto'
import { parse } from 'csv-parse/sync'
import { expect, test } from 'vitest'
import type { PagePlace } from '../../db/queries/cursor'
import {
  findLabelInFull,
  listLabelPerformers,
  readLabelPage,
  sumLabels,
  type LabelFilter,
} from '../../db/queries/label-history'
import { createTestTeam, type TestTeam } from '../../db/testing/create-test-team'
import { useTestDatabase } from '../../db/testing/test-database'
import { exportLabels } from './export-labels'
import { printLabel, type LabelRequest } from './print-label'
import { recordLabelRefund } from './record-label-refund'
import { requestLabelRefund } from './request-label-refund'
import { labelRequest } from './testing/label-request'

const { sql } = useTestDatabase()

async function printed(
  team: TestTeam,
  wanted: Partial<LabelRequest> & { by?: 'admin' | 'staff' } = {},
): Promise<string> {
  const { by = 'staff', ...request } = wanted
  const result = await printLabel(team[by], labelRequest({ amount: 500, ...request }))
  if (!result.ok) throw new Error(result.code)
  return result.label.id
}

const found = async (team: TestTeam, filter: LabelFilter) =>
  (await readLabelPage(team.id, 50, filter)).labels.map(({ amount }) => amount)

test('filters by carrier, status, cost account, person, days, and a part of the reference or the service', async () => {
  const team = await createTestTeam(sql, { balance: 10_000 })
  await printed(await createTestTeam(sql, { balance: 10_000 }), { amount: 99, reference: 'Order 7' })
  const denied = await printed(team, { amount: 1, service: 'Priority Mail', reference: 'Order 7' })
  await printed(team, { amount: 2, costAccount: 'MKT', reference: '100% sure', by: 'admin' })
  await printed(team, { amount: 3, carrier: 'ups', service: 'Ground', reference: 'order 8' })
  await printed(team, { amount: 4, carrier: 'fedex', costAccount: 'SALES' })
  await requestLabelRefund(team.staff, { key: randomUUID(), labelId: denied, reason: null })
  await recordLabelRefund(team.admin, denied, { approved: false, note: null })
  for (const [filter, amounts] of [
    [{}, [4, 3, 2, 1]],
    [{ carrier: 'usps' }, [2, 1]],
    [{ carrier: 'fedex' }, [4]],
    [{ status: 'printed' }, [4, 3, 2]],
    [{ status: 'refund_denied' }, [1]],
    [{ status: 'refunded' }, []],
    [{ costAccountCode: 'MKT' }, [2]],
    [{ costAccountCode: 'NOPE' }, []],
    [{ actorId: team.admin.id }, [2]],
    [{ text: 'ORDER' }, [3, 1]],
    [{ text: 'ground' }, [3]],
    [{ text: 'priority' }, [1]],
    [{ text: '%' }, [2]],
    [{ text: '_' }, []],
    [{ text: 'order', carrier: 'ups' }, [3]],
  ] as [LabelFilter, number[]][])
    expect([filter, await found(team, filter)]).toEqual([filter, amounts])
  expect(await listLabelPerformers(team.id)).toEqual([
    { id: team.admin.id, name: 'Test admin' },
    { id: team.staff.id, name: 'Test staff' },
  ])
})

test('days are the team’s days, and totals are those of the filter', async () => {
  const team = await createTestTeam(sql)
  const label = (at: string, carrier: string, amount: number) => ({
    type: 'label',
    at,
    key: randomUUID(),
    carrier,
    amount,
    actor_type: 'operator',
    actor_id: 'test',
  })
  await sql`select import_history(p_team => ${team.id}, p_events => ${sql.json([
    { type: 'opening', at: '2026-01-01T12:00:00Z', amount: 10_000 },
    // Half past ten in the evening of the 1st in New York is the 2nd in UTC.
    label('2026-03-02T03:30:00Z', 'usps', 100),
    label('2026-03-02T12:00:00Z', 'usps', 200),
    label('2026-03-02T13:00:00Z', 'ups', 5_000),
  ])})`
  const day = (date: string) => ({ from: date, to: date })
  expect(await found(team, day('2026-03-01'))).toEqual([100])
  expect(await found(team, { from: '2026-03-02' })).toEqual([5_000, 200])
  expect(await found(team, { to: '2026-03-01' })).toEqual([100])
  const { id } = (await readLabelPage(team.id, 1, day('2026-03-01'))).labels[0]!
  await requestLabelRefund(team.staff, { key: randomUUID(), labelId: id, reason: null })
  expect(await sumLabels(team.id, {})).toEqual({ count: 3, fromBalance: 300, fromCarriers: 5_000, refunded: 0 })
  await recordLabelRefund(team.admin, id, { approved: true, note: null })
  expect(await sumLabels(team.id, {})).toEqual({ count: 3, fromBalance: 200, fromCarriers: 5_000, refunded: 100 })
  expect(await sumLabels(team.id, { carrier: 'ups' })).toEqual({
    count: 1,
    fromBalance: 0,
    fromCarriers: 5_000,
    refunded: 0,
  })
  expect(await sumLabels(team.id, { text: 'nothing' })).toEqual({
    count: 0,
    fromBalance: 0,
    fromCarriers: 0,
    refunded: 0,
  })
})

test('pages go forth and back without a gap or a repeat, also where all happened at one moment', async () => {
  const team = await createTestTeam(sql)
  const at = '2026-03-02T12:00:00Z'
  const labels = Array.from({ length: 11 }, (_, n) => ({
    type: 'label',
    at,
    key: randomUUID(),
    carrier: 'ups',
    amount: n + 1,
    actor_type: 'operator',
    actor_id: 'test',
  }))
  await sql`select import_history(
    p_team => ${team.id}, p_events => ${sql.json([{ type: 'opening', at, amount: 100 }, ...labels])})`
  const all = (await readLabelPage(team.id, 50, {})).labels.map(({ id }) => id)
  expect(all).toHaveLength(11)
  const forth: string[] = []
  let place: PagePlace | undefined
  for (;;) {
    const page = await readLabelPage(team.id, 4, {}, place)
    expect(page.hasNewer).toBe(place !== undefined)
    forth.push(...page.labels.map(({ id }) => id))
    if (!page.hasOlder) break
    place = { ...page.labels.at(-1)!, direction: 'older' }
  }
  expect(forth).toEqual(all)
  const last = (await readLabelPage(team.id, 4, {}, place)).labels
  const back = await readLabelPage(team.id, 4, {}, { ...last[0]!, direction: 'newer' })
  expect([back.labels.map(({ id }) => id), back.hasNewer, back.hasOlder]).toEqual([all.slice(4, 8), true, true])
  const first = await readLabelPage(team.id, 4, {}, { ...back.labels[0]!, direction: 'newer' })
  expect([first.labels.map(({ id }) => id), first.hasNewer]).toEqual([all.slice(0, 4), false])
})

test('a label in full: its refund, what went where, and its entries with the balance after each', async () => {
  const team = await createTestTeam(sql, { balance: 50_000 })
  const id = await printed(team, { costAccount: 'MKT' })
  const entry = { account: 'postage', kind: 'postage_print', amount: -500, balanceAfter: 49_500 }
  expect(await findLabelInFull(team.id, id)).toMatchObject({
    costAccountName: 'Marketing',
    refund: null,
    entries: [entry],
  })
  await requestLabelRefund(team.staff, { key: randomUUID(), labelId: id, reason: 'Never mailed' })
  const asked = { reason: 'Never mailed', requestedBy: 'Test staff' }
  expect(await findLabelInFull(team.id, id)).toMatchObject({
    status: 'refund_requested',
    refund: { ...asked, answer: null },
  })
  await sql`select import_history(
    p_team => ${team.id}, p_events => ${sql.json([{ type: 'opening', amount: 300, at: new Date().toISOString() }])})`
  await recordLabelRefund(team.admin, id, { approved: true, note: 'USPS 4711' })
  expect(await findLabelInFull(team.id, id)).toMatchObject({
    status: 'refunded',
    refund: {
      ...asked,
      answer: { approved: true, by: 'Test admin', note: 'USPS 4711', intoBalance: 200, intoHeld: 300 },
    },
    entries: [
      entry,
      { account: 'postage', kind: 'postage_refund', amount: 200, balanceAfter: 50_000 },
      { account: 'held', kind: 'postage_refund', amount: 300, balanceAfter: 300 },
    ],
  })
  const other = await createTestTeam(sql)
  expect(await findLabelInFull(other.id, id)).toBeNull()
  expect(await findLabelInFull(team.id, 'nonsense')).toBeNull()
  const ups = await printed(team, { carrier: 'ups' })
  expect(await findLabelInFull(team.id, ups)).toMatchObject({ refund: null, entries: [] })
})

test('the export says all of the filter, in lines that no spreadsheet calculates', async () => {
  const team = await createTestTeam(sql, { balance: 50_000 })
  const id = await printed(team, { service: 'Priority Mail', reference: '=1+1', costAccount: 'MKT' })
  const texts = ['+1', 'a\r\nb,"c"', '\u202e00.001$']
  for (const reference of texts) await printed(team, { carrier: 'ups', reference })
  await requestLabelRefund(team.staff, { key: randomUUID(), labelId: id, reason: null })
  await recordLabelRefund(team.admin, id, { approved: true, note: null })
  const exported = async (filter: LabelFilter) => {
    let text = ''
    for await (const line of exportLabels(team.id, 'America/New_York', filter)) text += line
    return parse(text, { bom: true, columns: true }) as Record<string, string>[]
  }
  const [{ at }] = await sql<[{ at: Date }]>`select created_at as at from labels where id = ${id}`
  expect(await exported({ carrier: 'usps' })).toEqual([
    {
      Label: id,
      'Date (America/New_York)': expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
      'Date (UTC)': at.toISOString(),
      Carrier: 'USPS',
      Service: 'Priority Mail',
      Reference: "'=1+1",
      'Cost account': 'MKT',
      'Performed by': 'Test staff',
      Amount: '5.00',
      'Charged to': 'Postage balance',
      'Balance after': '495.00',
      Status: 'Refunded',
      Refunded: '5.00',
      'Net amount': '0.00',
    },
  ])
  const ups = await exported({ carrier: 'ups' })
  expect(ups.map((row) => row.Reference)).toEqual(['00.001$', 'a b,"c"', "'+1"])
  expect(ups[0]).toMatchObject({
    'Charged to': 'Own UPS account',
    'Balance after': '',
    Status: 'Printed',
    Refunded: '',
    'Net amount': '5.00',
  })
})

test('a long history is exported whole, page by page', async () => {
  const team = await createTestTeam(sql)
  await sql`select import_history(p_team => ${team.id}, p_events => ${sql.json([
    { type: 'opening', at: '2026-01-01T12:00:00Z', amount: 100 },
    ...Array.from({ length: 1_001 }, (_, n) => ({
      type: 'label',
      at: new Date(Date.UTC(2026, 0, 2) + n * 60_000).toISOString(),
      key: String(n),
      carrier: 'ups',
      amount: n + 1,
      actor_type: 'operator',
      actor_id: 'test',
    })),
  ])})`
  let lines = 0
  for await (const line of exportLabels(team.id, 'UTC', {})) lines += line.trimEnd().split('\r\n').length
  expect(lines).toBe(1_002)
})
