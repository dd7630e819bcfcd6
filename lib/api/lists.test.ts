import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { createTestTeam, type TestTeam } from '../../db/testing/create-test-team'
import { useTestDatabase } from '../../db/testing/test-database'
import { createKey, problem, send } from './testing/api-client'
import { useEnv } from '../testing/use-env'

const { sql } = useTestDatabase()
let team: TestTeam
let key: string

// 120 labels of one cent and 120 refills; those of one import share their moment: only the id tells them apart.
beforeAll(async () => {
  useEnv({ API_WRITES_PER_MINUTE: '0' })
  team = await createTestTeam(sql, { balance: 120, limit: 10_000_000 })
  key = await createKey(sql, team.id)
  const at = new Date(Date.now() - 60_000).toISOString()
  const actor = { actor_type: 'user', actor_id: team.admin.id, at }
  const refills = Array.from({ length: 120 }, (_, n) => ({
    type: 'refill',
    key: `r${n}`,
    amount: 1_000 + n,
    payment_method: team.reserve,
    ...actor,
  }))
  await sql`select import_history(p_team => ${team.id}, p_events => ${sql.json(refills)})`
  for (let n = 0; n < 120; n++) await send('POST', '/labels', { key, body: { carrier: 'usps', amount: 1 } })
})

// oxlint-disable-next-line typescript/no-explicit-any -- rows of any list
async function readAll(list: string, limit?: number): Promise<any[][]> {
  const pages = []
  let cursor: string | null = null
  do {
    const query = new URLSearchParams({ ...(limit && { limit: String(limit) }), ...(cursor && { cursor }) })
    const { body } = await send('GET', `${list}?${query}`, { key })
    pages.push(body.data)
    cursor = body.next_cursor
  } while (cursor !== null)
  return pages
}

describe('paging', () => {
  test.each(['/refills', '/labels', '/ledger/entries'])('%s: every row once, newest first', async (list) => {
    const total = list === '/ledger/entries' ? 241 : 120
    const whole = (await readAll(list, 200)).flat()
    expect(whole).toHaveLength(total)
    for (const limit of [undefined, 1, 7, 60, 120]) {
      const pages = await readAll(list, limit)
      expect(pages.flat()).toEqual(whole)
      expect(pages[0]).toHaveLength(Math.min(limit ?? 50, total))
      expect(pages.at(-1)!.length).toBeGreaterThan(0)
    }
    const times = whole.map((row) => row.created_at)
    expect(times).toEqual(times.toSorted().toReversed())
  })

  test('a row that comes while someone pages neither repeats nor hides one', async () => {
    const { body: first } = await send('GET', '/labels?limit=2', { key })
    await send('POST', '/labels', { key, body: { carrier: 'ups', amount: 5 } })
    const { body: second } = await send('GET', `/labels?limit=2&cursor=${first.next_cursor}`, { key })
    const { body: now } = await send('GET', '/labels?limit=5', { key })
    expect([...first.data, ...second.data]).toEqual(now.data.slice(1))
  })

  test('the short lists page too', async () => {
    expect((await readAll('/cost-accounts', 1)).flat()).toEqual([
      { code: 'MKT', name: 'Marketing', description: null, active: true },
      { code: 'OLD', name: 'Old', description: null, active: false },
      { code: 'SALES', name: 'Sales', description: null, active: true },
    ])
    const methods = (await readAll('/payment-methods', 2)).flat()
    expect(methods).toHaveLength(5)
    expect(methods[0]).toEqual({
      id: team.card,
      type: 'credit_card',
      label: 'Visa •••• 4242',
      default: true,
      active: true,
    })
    expect(methods.find(({ type }) => type === 'purchase_power')).toMatchObject({ default: false, available: 250_000 })
  })

  test('limits and cursors that are none: 422', async () => {
    const { body } = await send('GET', '/refills?limit=1', { key })
    const cursor: string = body.next_cursor
    const entries = (await send('GET', '/ledger/entries?limit=1', { key })).body.next_cursor
    const other = await createTestTeam(sql)
    const changedAt = (at: number) => `${cursor.slice(0, at)}${cursor[at] === 'A' ? 'B' : 'A'}${cursor.slice(at + 1)}`
    const damaged = [`${cursor}x`, cursor.slice(0, -1), ...[0, 20, 40].map(changedAt)]
    const cursors = ['', 'x', entries, `${cursor}&cursor=${cursor}`, ...damaged]
    const limits = ['0', '201', '-1', '1.5', '', 'ten', '1e2', '0x10', '5&limit=5']
    const bad = [...limits.map((limit) => `limit=${limit}`), ...cursors.map((each) => `cursor=${each}`)]
    for (const query of bad) {
      expect(await send('GET', `/refills?${query}`, { key }), query).toMatchObject(problem(422, 'invalid_request'))
    }
    const foreign = await send('GET', `/refills?cursor=${cursor}`, { key: await createKey(sql, other.id) })
    expect(foreign).toMatchObject({ status: 422 })
    expect(await send('GET', '/refills?limit=200&status=whatever', { key })).toMatchObject({ status: 200 })
  })
})

test('the entries are a chain that anyone can recompute', async () => {
  const entries = (await readAll('/ledger/entries')).flat().toReversed()
  let previous = '0'.repeat(64)
  let balance = 0
  for (const [index, entry] of entries.entries()) {
    balance += entry.amount
    const [whole, fraction] = entry.created_at.replace('Z', '').split('.')
    const microseconds = BigInt(Date.parse(`${whole}Z`)) * 1_000n + BigInt(fraction)
    const { transfer_id: transfer, kind, amount } = entry
    const text = [previous, team.id, 'postage', index + 1, transfer, kind, amount, balance, microseconds].join('|')
    expect(entry).toMatchObject({
      account: 'postage',
      seq: index + 1,
      balance_after: balance,
      previous_hash: previous,
      hash: createHash('sha256').update(text).digest('hex'),
    })
    expect('refill_id' in entry).toBe(entry.kind === 'postage_fund')
    expect('label_id' in entry).toBe(entry.kind === 'postage_print')
    previous = entry.hash
  }
  expect(entries).toHaveLength(241)
})
