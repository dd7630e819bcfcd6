import { beforeAll, expect, test } from 'vitest'
import { readStatement } from '../../db/queries/statement'
import { listSpendingThisMonth } from '../../db/queries/cost-accounts'
import { listPostageEntries } from '../../db/queries/entries'
import { findLabelInFull, readLabelPage, sumLabels } from '../../db/queries/label-history'
import { listPostageDays } from '../../db/queries/postage-days'
import { readRefillPage, sumRefills } from '../../db/queries/refills'
import { createTestTeam, type TestTeam } from '../../db/testing/create-test-team'
import { useTestDatabase } from '../../db/testing/test-database'
import { createKey, send } from '../api/testing/api-client'
import { rollUpDays } from '../balance/roll-up-days'
import { exportLabels } from '../labels/export-labels'
import { isRefundable } from '../labels/is-refundable'
import { printLabel } from '../labels/print-label'
import { labelRequest } from '../labels/testing/label-request'
import { exportRefills } from '../refills/export-refills'
import { requestRefill } from '../refills/request-refill'
import { refillRequest } from '../refills/testing/refill-request'
import { useEnv } from '../testing/use-env'
import { adoptModes } from './adopt-mode'

const { sql } = useTestDatabase()

/** A team with a test round of one refill and one label, and a live refill and a live label after it. */
let team: TestTeam
let key: string
const ids = { refills: [] as string[], labels: [] as string[] }

beforeAll(async () => {
  useEnv()
  team = await createTestTeam(sql)
  key = await createKey(sql, team.id)
  await adoptModes()
  const play = async (amount: number) => {
    await sql`select deposit_reserve(p_team => ${team.id}, p_amount => 500_00)`
    const refill = await requestRefill(team.admin, refillRequest({ amount, paymentMethodId: team.reserve }))
    const label = await printLabel(team.admin, labelRequest({ amount: amount / 10, costAccount: 'MKT' }))
    if (!refill.ok || !label.ok) throw new Error('refused')
    ids.refills.push(refill.refill.id)
    ids.labels.push(label.label.id)
  }
  await play(100_00)
  await rollUpDays()
  useEnv({ STRIPE_SECRET_KEY: 'sk_live_0000000000000000', STRIPE_WEBHOOK_SECRET: 'whsec_live00000000000000' })
  await adoptModes()
  await play(30_00)
})

test.each([
  ['live', {}, 1, 30_00],
  ['test', { mode: 'test' }, 0, 100_00],
] as const)('histories and totals are of one mode: %s', async (_, filter, index, amount) => {
  const { refills } = await readRefillPage(team.id, 10, filter)
  expect(refills).toMatchObject([{ id: ids.refills[index], amount, isTest: index === 0 }])
  expect(await sumRefills(team.id, filter)).toMatchObject({ count: 1, amount })
  const { labels } = await readLabelPage(team.id, 10, filter)
  expect(labels).toMatchObject([{ id: ids.labels[index], isTest: index === 0 }])
  expect(await sumLabels(team.id, filter)).toMatchObject({ count: 1, fromBalance: amount / 10 })
  expect(isRefundable((await findLabelInFull(team.id, ids.labels[index]!))!)).toBe(index === 1)
})

test('a statement begins with the first entry of its mode', async () => {
  const kinds = async (mode?: 'test', limit = 10) =>
    (await readStatement(team.id, 'postage', limit, undefined, { mode })).lines.map(({ kind }) => kind)
  expect(await kinds()).toEqual(['postage_print', 'postage_fund'])
  expect(await kinds('test')).toEqual(['adjustment', 'postage_print', 'postage_fund'])
  const reserve = await readStatement(team.id, 'reserve', 10)
  expect(reserve.lines.map(({ balanceAfter }) => balanceAfter)).toEqual([470_00, 500_00])
  const first = await readStatement(team.id, 'postage', 1, undefined, { mode: 'test' })
  expect(first.hasOlder).toBe(true)
  const older = await readStatement(
    team.id,
    'postage',
    5,
    { seq: first.lines[0]!.seq, direction: 'older' },
    { mode: 'test' },
  )
  expect(older).toMatchObject({ lines: [{ kind: 'postage_print' }, { kind: 'postage_fund' }], hasOlder: false })
})

test('days and spending are of the present mode, before they are rolled up, afterwards, and in another time zone', async () => {
  const expected = [{ day: expect.any(String), added: 30_00, printed: 3_00, refunded: 0, other: 0, closing: 27_00 }]
  const days = async () => [...(await listPostageDays(team.id, '2020-01-01'))]
  expect(await days()).toEqual(expected)
  await rollUpDays()
  expect(await days()).toEqual(expected)
  await sql`update teams set time_zone = 'UTC' where id = ${team.id}`
  expect(await days()).toEqual(expected)
  await rollUpDays()
  expect(await days()).toEqual(expected)
  expect(await listSpendingThisMonth(team.id)).toMatchObject([{ name: 'Marketing', amount: 3_00 }])
})

test('a file of the test round says so in each row', async () => {
  const read = async (lines: AsyncGenerator<string>) => {
    const first: (string | undefined)[] = []
    for await (const line of lines) first.push(line.split(',')[0])
    return first
  }
  expect(await read(exportRefills(team.id, 'UTC', { mode: 'test' }))).toEqual([expect.stringContaining('Mode'), 'Test'])
  expect(await read(exportLabels(team.id, 'UTC', { mode: 'test' }))).toEqual([expect.stringContaining('Mode'), 'Test'])
  expect(await read(exportLabels(team.id, 'UTC', {}))).toEqual([expect.stringContaining('Label'), ids.labels[1]])
})

test('the API lists the present mode, and the test round where it is asked for; the chain stays one', async () => {
  const list = (path: string) => send('GET', path, { key })
  for (const [path, of] of [
    ['/refills', ids.refills],
    ['/labels', ids.labels],
  ] as const) {
    const present = await list(path)
    expect(
      present.body.data.map(({ id }: { id: string }) => id),
      path,
    ).toEqual([of[1]])
    expect(present.body.data[0], path).not.toHaveProperty('test')
    const past = await list(`${path}?mode=test`)
    expect(past.body.data, path).toMatchObject([{ id: of[0], test: true }])
    expect(await list(`${path}?mode=live`), path).toMatchObject({ status: 422, body: { code: 'invalid_request' } })
  }
  const whole = await list('/ledger/entries')
  expect(whole.body.data.map(({ seq, test: isTest }: { seq: number; test?: true }) => [seq, isTest])).toEqual([
    [5, undefined],
    [4, undefined],
    [3, true],
    [2, true],
    [1, true],
  ])
  expect((await list('/ledger/entries?mode=test')).body.data).toHaveLength(3)
  expect((await listPostageEntries(team.id, 10)).length).toBe(5)
})
