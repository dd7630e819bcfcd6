import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { listPostageDays } from '../../db/queries/postage-days'
import { createTestTeam } from '../../db/testing/create-test-team'
import { useTestDatabase } from '../../db/testing/test-database'
import { rollUpDays } from './roll-up-days'

const { sql } = useTestDatabase()

const label = (at: string, amount: number) => ({
  type: 'label',
  at,
  key: randomUUID(),
  carrier: 'usps',
  amount,
  actor_type: 'operator',
  actor_id: 'test',
})
const opening = (at: string, amount: number) => ({ type: 'opening', at, amount })

test('days are those of the team, whether rolled up, half rolled up, or not at all', async () => {
  const team = await createTestTeam(sql)
  const add = (events: unknown[]) => sql`select import_history(
    p_team => ${team.id}, p_events => ${sql.json(events as never)})`
  await add([
    opening('2026-03-01T12:00:00Z', 10_000),
    label('2026-03-02T04:59:00Z', 100),
    label('2026-03-02T05:01:00Z', 200),
  ])
  const expected = [
    { day: '2026-03-01', added: 0, printed: 100, refunded: 0, other: 10_000, closing: 9_900 },
    { day: '2026-03-02', added: 0, printed: 200, refunded: 0, other: 0, closing: 9_700 },
  ]
  expect([...(await listPostageDays(team.id, '2026-01-01'))]).toEqual(expected)
  await Promise.all([rollUpDays(), rollUpDays(), rollUpDays()])
  expect([...(await listPostageDays(team.id, '2026-01-01'))]).toEqual(expected)
  await add([label('2026-03-02T20:00:00Z', 50), label('2026-03-04T20:00:00Z', 50)])
  const more = [
    expected[0],
    { ...expected[1], printed: 250, closing: 9_650 },
    { day: '2026-03-04', added: 0, printed: 50, refunded: 0, other: 0, closing: 9_600 },
  ]
  expect([...(await listPostageDays(team.id, '2026-01-01'))]).toEqual(more)
  await rollUpDays()
  expect([...(await listPostageDays(team.id, '2026-01-01'))]).toEqual(more)
  expect(await listPostageDays(team.id, '2026-03-03')).toHaveLength(1)

  // In another time zone the same entries fall on other days, before and after they are folded anew.
  await sql`update teams set time_zone = 'UTC' where id = ${team.id}`
  const inUtc = [
    { day: '2026-03-01', added: 0, printed: 0, refunded: 0, other: 10_000, closing: 10_000 },
    { day: '2026-03-02', added: 0, printed: 350, refunded: 0, other: 0, closing: 9_650 },
    more[2],
  ]
  expect([...(await listPostageDays(team.id, '2026-01-01'))]).toEqual(inUtc)
  await rollUpDays()
  expect([...(await listPostageDays(team.id, '2026-01-01'))]).toEqual(inUtc)
})

test('in however many turns they are rolled up, the days come to the entries', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ day: fc.integer({ min: 0, max: 5 }), amount: fc.integer({ min: 1, max: 500 }) }), {
        minLength: 1,
        maxLength: 25,
      }),
      fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 10 }),
      async (moves, turns) => {
        const team = await createTestTeam(sql, { limit: 1_000_000 })
        const at = (day: number) => new Date(Date.UTC(2026, 5, 1 + day, 15)).toISOString()
        const ordered = [...moves].sort((a, b) => a.day - b.day)
        await sql`select import_history(
          p_team => ${team.id},
          p_events => ${sql.json([opening(at(0), 500_000), ...ordered.map(({ day, amount }) => label(at(day), amount))])})`
        const before = [...(await listPostageDays(team.id, '2026-01-01'))]
        for (const most of turns) {
          await sql`select roll_up_postage_days(p_team => ${team.id}, p_limit => ${most})`
          expect([...(await listPostageDays(team.id, '2026-01-01'))]).toEqual(before)
        }
        const printed = before.reduce((sum, day) => sum + day.printed, 0)
        expect(printed).toBe(moves.reduce((sum, move) => sum + move.amount, 0))
        expect(before.at(-1)!.closing).toBe(500_000 - printed)
      },
    ),
    { numRuns: 25 },
  )
})
