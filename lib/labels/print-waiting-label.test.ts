import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { readBalance } from '../../db/queries/balance'
import type { SessionOwner } from '../../db/queries/waiting-labels'
import { createTestTeam, type TestTeam } from '../../db/testing/create-test-team'
import { useTestDatabase } from '../../db/testing/test-database'
import type { Principal } from '../auth/principal'
import { loadPriceList, readPriceList } from '../prices/price-list'
import { saveWaitingLabel } from './save-waiting-label'
import { readPrintValues } from './rules/print-values'
import { printWaitingLabel } from './print-waiting-label'
import { readWaitingLabel, labelFingerprint } from './waiting-label'

const { sql } = useTestDatabase()

async function signIn({ teamId, id }: Principal): Promise<SessionOwner> {
  const sessionHash = randomUUID()
  await sql`insert into sessions (session_token, user_id, expires) values (${sessionHash}, ${id}, now() + interval '1 hour')`
  return { teamId, userId: id, sessionHash }
}

const values = (count: string) =>
  readPrintValues(
    (field) =>
      ({ carrier: 'usps', service: 'Forever stamp', count, reference: 'Order 7', cost_account: 'MKT' })[
        field as string
      ],
    ['Forever stamp'],
  )

async function keep(owner: SessionOwner, count = '10', key: string = randomUUID()) {
  const id = (await saveWaitingLabel(owner, key, values(count)))!
  const waiting = (await readWaitingLabel(owner, id))!
  return { id, key, waiting, seen: labelFingerprint(waiting.label!) }
}

const printed = async (team: TestTeam) => (await sql`select from labels where team_id = ${team.id}`).length

test('the label that waited is printed once, as it was filled in, and waits no more', async () => {
  const team = await createTestTeam(sql, { balance: 1_000 })
  const admin = await signIn(team.admin)
  const { id, seen, waiting } = await keep(admin)
  expect(waiting).toMatchObject({
    labelId: null,
    label: { service: 'Forever stamp × 10', amount: 780, reference: 'Order 7', costAccount: 'MKT' },
  })
  const [label, again] = await Promise.all([printWaitingLabel(admin, id, seen), printWaitingLabel(admin, id, seen)])
  expect(label).toMatchObject({
    service: 'Forever stamp × 10',
    amount: 780,
    reference: 'Order 7',
    costAccount: 'MKT',
    balanceAfter: 220,
  })
  expect(again).toMatchObject({ id: label!.id })
  expect(await readWaitingLabel(admin, id)).toMatchObject({ labelId: label!.id })
  expect(await readBalance(team.id)).toMatchObject({ available: 220 })
})

test('too little postage, what nobody has seen, and what is no id print nothing', async () => {
  const team = await createTestTeam(sql, { balance: 779 })
  const admin = await signIn(team.admin)
  const { id, seen } = await keep(admin)
  for (const [which, mark] of [
    [id, seen],
    [id, ''],
    [id, '780'],
    [randomUUID(), seen],
    ['carrier=usps&amount=1&seen_amount=100', seen],
  ] as const) {
    expect(await printWaitingLabel(admin, which, mark)).toBeNull()
  }
  expect(await printed(team)).toBe(0)
})

test('a label waits for its person in its session alone, and not for long', async () => {
  const team = await createTestTeam(sql, { balance: 5_000 })
  const elsewhere = await createTestTeam(sql, { balance: 5_000 })
  const admin = await signIn(team.admin)
  const { id, key, seen } = await keep(admin)
  const others = [
    await signIn(team.admin),
    await signIn(team.staff),
    await signIn(elsewhere.admin),
    { ...admin, teamId: elsewhere.id },
    { ...admin, userId: team.staff.id },
    { ...admin, sessionHash: '' },
  ]
  for (const other of others) {
    expect(await readWaitingLabel(other, id)).toBeNull()
    expect(await printWaitingLabel(other, id, seen)).toBeNull()
  }
  // Another label under the form's key takes its place: what stood on a screen before is not what waits now.
  const changed = await keep(admin, '20', key)
  expect(changed.id).not.toBe(id)
  expect(await readWaitingLabel(admin, id)).toBeNull()
  expect((await keep(admin, '20', key)).id).toBe(changed.id)

  await sql`update waiting_labels set expires_at = now() - interval '1 second' where id = ${changed.id}`
  expect(await printWaitingLabel(admin, changed.id, changed.seen)).toBeNull()
  const last = await keep(admin)
  expect(await sql`select from waiting_labels where id = ${changed.id}`).toHaveLength(0)
  await sql`delete from sessions where session_token = ${admin.sessionHash}`
  expect(await printWaitingLabel(admin, last.id, last.seen)).toBeNull()
  expect(await printed(team)).toBe(0)
})

test('who may not print, whose session is over, and a form beyond all bounds keep nothing; a person keeps the last twenty', async () => {
  const team = await createTestTeam(sql)
  const admin = await signIn(team.admin)
  const over = await signIn(team.admin)
  await sql`update sessions set expires = now() - interval '1 second' where session_token = ${over.sessionHash}`
  expect(await saveWaitingLabel(over, randomUUID(), values('1'))).toBeNull()
  expect(await saveWaitingLabel({ ...admin, sessionHash: 'x' }, randomUUID(), values('1'))).toBeNull()
  expect(await saveWaitingLabel(admin, randomUUID(), { ...values('1'), reference: 'x'.repeat(9_000) })).toBeNull()
  const kept: string[] = []
  for (let n = 1; n <= 22; n++) kept.push((await keep(admin, String(n))).id)
  expect((await Promise.all(kept.map((id) => readWaitingLabel(admin, id)))).map((each) => each !== null)).toEqual(
    kept.map((_, place) => place >= 2),
  )
  await sql`update memberships set active = false where user_id = ${admin.userId}`
  expect(await saveWaitingLabel(admin, randomUUID(), values('1'))).toBeNull()
})

test('a label whose price has changed since it was seen is not printed', async () => {
  const team = await createTestTeam(sql, { balance: 5_000 })
  const admin = await signIn(team.admin)
  const { id, seen } = await keep(admin)
  const { prices } = await readPriceList(team.id)
  const dearer = prices.map((price) =>
    price.service === 'Forever stamp' ? { ...price, price: price.price + 1 } : price,
  )
  const [{ today }] = await sql<
    [{ today: string }]
  >`select (now() at time zone 'America/New_York')::date::text as today`
  expect(await loadPriceList(team.admin, { effectiveOn: today, source: 'Test', prices: dearer })).toBe('done')
  expect(await printWaitingLabel(admin, id, seen)).toBeNull()
  const { label } = (await readWaitingLabel(admin, id))!
  expect(label!.amount).toBe(790)
  expect(await printWaitingLabel(admin, id, labelFingerprint(label!))).toMatchObject({ amount: 790 })
})
