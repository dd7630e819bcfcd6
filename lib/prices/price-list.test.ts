import { expect, test } from 'vitest'
import { listPriceLists } from '../../db/queries/price-lists'
import { readAuditPage } from '../../db/queries/audit-log'
import { createTestTeam } from '../../db/testing/create-test-team'
import { useTestDatabase } from '../../db/testing/test-database'
import { kindsOf } from '../audit/audit-groups'
import { auditSentence } from '../audit/audit-words'
import { loadPriceList, readPriceList } from './price-list'
import type { Price } from './rules/price-of'

const { sql } = useTestDatabase()

const letterAt = (price: number): Price[] => [{ service: 'Letter', form: 'letter', upToTenths: 10, price }]

test('a team prints by the built-in prices until an admin loads others, each list from its day on', async () => {
  const team = await createTestTeam(sql)
  expect(await readPriceList(team.id)).toMatchObject({ isBuiltIn: true, effectiveOn: '2025-07-13' })
  const load = (effectiveOn: string, price: number) =>
    loadPriceList(team.admin, { effectiveOn, source: `Price ${price}`, prices: letterAt(price) })
  expect(await load('2100-01-01', 99)).toBe('done')
  expect(await readPriceList(team.id)).toMatchObject({ isBuiltIn: true })
  expect(await load('2026-01-01', 70)).toBe('done')
  expect(await load('2026-01-01', 71)).toBe('done')
  expect(await load('2025-01-01', 60)).toBe('done')
  expect(await readPriceList(team.id)).toMatchObject({
    isBuiltIn: false,
    effectiveOn: '2026-01-01',
    source: 'Price 71',
    prices: letterAt(71),
    loadedBy: 'Test admin',
  })
  expect((await listPriceLists(team.id, 10)).map(({ source }) => source)).toEqual([
    'Price 99',
    'Price 71',
    'Price 70',
    'Price 60',
  ])
  const { entries } = await readAuditPage(team.id, 10, { kinds: kindsOf('prices') })
  expect(entries.map(auditSentence)).toEqual(
    ['2025-01-01', '2026-01-01', '2026-01-01', '2100-01-01'].map((day) => `Loaded USPS prices, in force from ${day}`),
  )
})

test('a list that is sent twice is one list, also after another of its day', async () => {
  const team = await createTestTeam(sql)
  const load = (price: number) =>
    loadPriceList(team.admin, { effectiveOn: '2026-01-01', source: 'USPS', prices: letterAt(price) })
  for (const price of [70, 70, 71, 70, 70]) expect(await load(price)).toBe('done')
  expect((await listPriceLists(team.id, 10)).length).toBe(3)
  expect(await readPriceList(team.id)).toMatchObject({ prices: letterAt(70) })
})

test('staff load none, and what is no price list is refused', async () => {
  const team = await createTestTeam(sql)
  const other = await createTestTeam(sql)
  const list = { effectiveOn: '2026-01-01', source: 'USPS', prices: letterAt(70) }
  expect(await loadPriceList(team.staff, list)).toBe('forbidden')
  expect(await loadPriceList({ ...other.admin, teamId: team.id }, list)).toBe('forbidden')
  const [price] = letterAt(70) as [Price]
  for (const prices of [
    [],
    [{ ...price, price: 0 }],
    [{ ...price, upToTenths: null }],
    [{ ...price, form: 'stamp' as const }],
    [{ ...price, service: '' }],
    [{ ...price, service: 's'.repeat(51) }],
    [{ ...price, form: 'pigeon' as never }],
    [{ ...price, form: undefined as never }],
  ])
    expect(await loadPriceList(team.admin, { ...list, prices })).toBe('invalid')
  expect(await readPriceList(team.id)).toMatchObject({ isBuiltIn: true })
})
