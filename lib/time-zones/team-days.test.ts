import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { readAuditPage } from '../../db/queries/audit-log'
import { listSpendingThisMonth } from '../../db/queries/cost-accounts'
import { readLabelPage } from '../../db/queries/label-history'
import { listPostageDays } from '../../db/queries/postage-days'
import { findPriceListInForce } from '../../db/queries/price-lists'
import { readAccountState } from '../../db/queries/statement'
import { readToday } from '../../db/queries/teams'
import { createTestTeam, type TestTeam } from '../../db/testing/create-test-team'
import { useTestDatabase } from '../../db/testing/test-database'
import { auditSentence } from '../audit/audit-words'
import { dayOf } from '../balance/days'
import { rollUpDays } from '../balance/roll-up-days'
import { exportLabels } from '../labels/export-labels'
import { recordReserveDeposit } from '../payments/record-reserve-deposit'
import { loadPriceList, readPriceList } from '../prices/price-list'
import { setTeamTimeZone } from './set-team-time-zone'

const { sql } = useTestDatabase()

// Neither the server's clock nor the database's has a say in a team's days.
beforeAll(async () => {
  process.env.TZ = 'Pacific/Apia'
  const [{ name }] = await sql<[{ name: string }]>`select current_database() as name`
  await sql.unsafe(`alter database ${name} set timezone to 'Pacific/Chatham'`)
})

async function teamIn(zone: string): Promise<TestTeam> {
  const team = await createTestTeam(sql)
  expect(await setTeamTimeZone(team.admin, zone)).toBe('changed')
  return team
}

const label = (at: string, amount: number) => ({
  type: 'label',
  at,
  key: randomUUID(),
  carrier: 'usps',
  amount,
  actor_type: 'operator',
  actor_id: 'test',
})

async function print(team: TestTeam, labels: [at: string, amount: number][]): Promise<void> {
  const events = [
    { type: 'opening', at: '2025-01-01T12:00:00Z', amount: 50_000 },
    ...labels.map(([at, amount]) => label(at, amount)),
  ]
  await sql`select import_history(p_team => ${team.id}, p_events => ${sql.json(events)})`
}

async function labelsOn(team: TestTeam, day: string): Promise<number[]> {
  const { labels } = await readLabelPage(team.id, 50, { from: day, to: day })
  return labels.map(({ amount }) => amount).sort((a, b) => a - b)
}

/** What the filter, the chart and the file say of the days on which something was printed, folded or not. */
async function expectDays(team: TestTeam, zone: string, expected: Record<string, number[]>): Promise<void> {
  for (const fold of [false, true]) {
    if (fold) await rollUpDays()
    const days = (await listPostageDays(team.id, '2025-06-01')).map(({ day, printed }) => [day, printed])
    expect(days, `${zone}, folded: ${fold}`).toEqual(
      Object.entries(expected).map(([day, amounts]) => [day, amounts.reduce((sum, each) => sum + each, 0)]),
    )
  }
  for (const [day, amounts] of Object.entries(expected)) {
    expect(await labelsOn(team, day), `${zone} ${day}`).toEqual(amounts)
    let csv = ''
    for await (const part of exportLabels(team.id, zone, { from: day, to: day })) csv += part
    const [head, ...lines] = csv.trimEnd().split('\r\n')
    expect(head).toContain(`Date (${zone})`)
    expect(lines, `${zone} ${day}`).toHaveLength(amounts.length)
    for (const line of lines) expect(line).toContain(`${day} `)
  }
}

test('a day lasts from midnight to midnight of the team: days of 23 and 25 hours, half hours, and across the date line', async () => {
  const cases: [zone: string, labels: [string, number][], expected: Record<string, number[]>][] = [
    // 23 hours on March 8, 25 on November 1.
    [
      'America/New_York',
      [
        ['2026-03-08T04:59:59Z', 1],
        ['2026-03-08T05:00:00Z', 2],
        ['2026-03-09T03:59:59Z', 3],
        ['2026-03-09T04:00:00Z', 4],
        ['2026-11-01T03:59:59Z', 5],
        ['2026-11-01T04:00:00Z', 6],
        ['2026-11-02T04:59:59Z', 7],
        ['2026-11-02T05:00:00Z', 8],
      ],
      {
        '2026-03-07': [1],
        '2026-03-08': [2, 3],
        '2026-03-09': [4],
        '2026-10-31': [5],
        '2026-11-01': [6, 7],
        '2026-11-02': [8],
      },
    ],
    [
      'Asia/Kolkata',
      [
        ['2026-03-01T18:29:59Z', 1],
        ['2026-03-01T18:30:00Z', 2],
      ],
      { '2026-03-01': [1], '2026-03-02': [2] },
    ],
    [
      'Asia/Kathmandu',
      [
        ['2026-03-01T18:14:59Z', 1],
        ['2026-03-01T18:15:00Z', 2],
      ],
      { '2026-03-01': [1], '2026-03-02': [2] },
    ],
    // Summer time by half an hour.
    [
      'Australia/Lord_Howe',
      [
        ['2026-04-04T12:59:59Z', 1],
        ['2026-04-04T13:00:00Z', 2],
        ['2026-04-05T13:29:59Z', 3],
        ['2026-04-05T13:30:00Z', 4],
      ],
      { '2026-04-04': [1], '2026-04-05': [2, 3], '2026-04-06': [4] },
    ],
    [
      'Pacific/Kiritimati',
      [
        ['2026-03-01T09:59:59Z', 1],
        ['2026-03-01T10:00:00Z', 2],
      ],
      { '2026-03-01': [1], '2026-03-02': [2] },
    ],
    [
      'Pacific/Pago_Pago',
      [
        ['2026-03-01T10:59:59Z', 1],
        ['2026-03-01T11:00:00Z', 2],
      ],
      { '2026-02-28': [1], '2026-03-01': [2] },
    ],
    [
      'Pacific/Auckland',
      [
        ['2026-04-04T10:59:59Z', 1],
        ['2026-04-04T11:00:00Z', 2],
        ['2026-04-05T11:59:59Z', 3],
        ['2026-04-05T12:00:00Z', 4],
      ],
      { '2026-04-04': [1], '2026-04-05': [2, 3], '2026-04-06': [4] },
    ],
    // Clocks are put back over midnight, and forward over it.
    [
      'America/Havana',
      [
        ['2026-11-01T03:59:59Z', 1],
        ['2026-11-01T04:00:00Z', 2],
        ['2026-11-01T05:30:00Z', 3],
        ['2026-11-02T05:00:00Z', 4],
      ],
      { '2026-10-31': [1], '2026-11-01': [2, 3], '2026-11-02': [4] },
    ],
    [
      'Asia/Beirut',
      [
        ['2026-03-28T21:59:59Z', 1],
        ['2026-03-28T22:00:00Z', 2],
        ['2026-03-29T20:59:59Z', 3],
        ['2026-03-29T21:00:00Z', 4],
      ],
      { '2026-03-28': [1], '2026-03-29': [2, 3], '2026-03-30': [4] },
    ],
  ]
  for (const [zone, labels, expected] of cases) {
    const team = await createTestTeam(sql)
    await setTeamTimeZone(team.admin, zone)
    await print(team, labels)
    await expectDays(team, zone, expected)
    expect(await rollUpDays()).toBe(0)
  }
})

test('today is the team’s: on it receipts are taken, prices hold, and the month begins', async () => {
  // There is always another day on Kiritimati than on Pago Pago.
  const [ahead, behind] = [await teamIn('Pacific/Kiritimati'), await teamIn('Pacific/Pago_Pago')]
  const today = await readToday(ahead.id)
  expect(today).toBe(dayOf(new Date(), 'Pacific/Kiritimati'))
  expect(await readToday(behind.id)).toBe(dayOf(new Date(), 'Pacific/Pago_Pago'))
  expect((await readToday(behind.id)) < today).toBe(true)
  expect((await readAccountState(ahead.id, 'reserve')).today).toBe(today)

  const receipt = (team: TestTeam) =>
    recordReserveDeposit(team.admin, { key: randomUUID(), amount: 1_00, receivedOn: today, reference: 'Check 7' })
  expect(await receipt(ahead)).toMatchObject({ ok: true })
  expect(await receipt(behind)).toMatchObject({ ok: false, code: 'in_future' })

  for (const team of [ahead, behind]) {
    const { prices } = await readPriceList(team.id)
    await loadPriceList(team.admin, { effectiveOn: today, source: 'Of today', prices })
  }
  expect(await findPriceListInForce(ahead.id)).toMatchObject({ source: 'Of today', effectiveOn: today })
  expect(await findPriceListInForce(behind.id)).toBeNull()

  const month = new Date(`${today.slice(0, 7)}-01T00:00:00+14:00`).getTime()
  await print(ahead, [
    [new Date(month - 1_000).toISOString(), 5],
    [new Date(month).toISOString(), 7],
  ])
  expect([...(await listSpendingThisMonth(ahead.id))]).toEqual([{ name: 'None', amount: 7 }])
})

test('an admin of the team changes its zone, to one that is known; the log says so', async () => {
  const team = await createTestTeam(sql)
  const other = await createTestTeam(sql)
  expect(await setTeamTimeZone(team.staff, 'Asia/Kolkata')).toBe('forbidden')
  expect(await setTeamTimeZone({ ...other.admin, teamId: team.id }, 'Asia/Kolkata')).toBe('forbidden')
  for (const wrong of ['EST', 'america/chicago', 'posix/America/Chicago', 'Mars/Olympus', '', 'x'.repeat(10_000)]) {
    expect(await setTeamTimeZone(team.admin, wrong), wrong.slice(0, 30)).toBe('invalid')
  }
  expect(await setTeamTimeZone(team.admin, 'America/New_York')).toBe('same')
  expect(await setTeamTimeZone(team.admin, 'Asia/Kolkata')).toBe('changed')
  expect(await setTeamTimeZone(team.admin, 'Asia/Kolkata')).toBe('same')
  const { entries } = await readAuditPage(team.id, 50, { kinds: { others: false, of: ['team'] } })
  expect(entries.filter(({ action }) => action === 'team.time_zone_changed')).toMatchObject([
    { actorName: 'Test admin', before: { time_zone: 'America/New_York' }, after: { time_zone: 'Asia/Kolkata' } },
  ])
  expect(auditSentence(entries[0]!)).toBe('Changed the team’s time zone to Asia/Kolkata')
})

test('a zone that changes while the days are folded counts with the next turn', async () => {
  const team = await createTestTeam(sql)
  await print(team, [
    ['2026-03-01T18:29:59Z', 1],
    ['2026-03-01T18:30:00Z', 2],
    ['2026-03-02T03:00:00Z', 4],
  ])
  await rollUpDays()
  await sql.begin(async (folding) => {
    // Another process is in the middle of a turn: it holds the fold, and has not committed.
    await folding`select from postage_day_folds where team_id = ${team.id} for update`
    await setTeamTimeZone(team.admin, 'Asia/Kolkata')
    expect(await rollUpDays()).toBe(0)
    expect((await listPostageDays(team.id, '2026-01-01')).map(({ day, printed }) => [day, printed])).toEqual([
      ['2026-03-01', 1],
      ['2026-03-02', 6],
    ])
    await folding`select roll_up_postage_days(p_team => ${team.id}, p_limit => 2)`
  })
  for (let turn = 0; turn < 3; turn++) {
    expect((await listPostageDays(team.id, '2026-01-01')).map(({ day, printed }) => [day, printed])).toEqual([
      ['2026-03-01', 1],
      ['2026-03-02', 6],
    ])
    await rollUpDays()
  }
  expect([...(await sql`select seq, time_zone from postage_day_folds where team_id = ${team.id}`)]).toEqual([
    { seq: 4, time_zone: 'Asia/Kolkata' },
  ])
})
