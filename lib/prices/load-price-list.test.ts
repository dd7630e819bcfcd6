import { expect, test } from 'vitest'
import { listPriceLists } from '../../db/queries/price-lists'
import { createTestTeam } from '../../db/testing/create-test-team'
import { useTestDatabase } from '../../db/testing/test-database'
import { loadPriceList } from './load-price-list'
import type { Price } from './price-of'
import { readPriceList } from './read-price-list'

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
  expect(await readPriceList(team.id)).toEqual({ isBuiltIn: false, effectiveOn: '2026-01-01', source: 'Price 71', prices: letterAt(71) })
  expect((await listPriceLists(team.id, 10)).map(({ source }) => source)).toEqual(['Price 99', 'Price 71', 'Price 70', 'Price 60'])
  expect((await sql`select count(*) as n from audit_log where team_id = ${team.id} and action = 'prices.loaded'`)[0]).toEqual({ n: 4 })
})

test('staff load none, and what is no price list is refused', async () => {
  const team = await createTestTeam(sql)
  const other = await createTestTeam(sql)
  const list = { effectiveOn: '2026-01-01', source: 'USPS', prices: letterAt(70) }
  expect(await loadPriceList(team.staff, list)).toBe('forbidden')
  expect(await loadPriceList({ ...other.admin, teamId: team.id }, list)).toBe('forbidden')
  const [price] = letterAt(70) as [Price]
  for (const prices of [
    [], [{ ...price, price: 0 }], [{ ...price, upToTenths: null }], [{ ...price, form: 'stamp' as const }], [{ ...price, service: '' }],
    [{ ...price, form: 'pigeon' as never }],
    [{ ...price, form: undefined as never }],
  ]) expect(await loadPriceList(team.admin, { ...list, prices })).toBe('invalid')
  expect(await readPriceList(team.id)).toMatchObject({ isBuiltIn: true })
})
