import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { listPaymentMethods } from '../../db/queries/payment-methods'
import { addMember, createTestTeam } from '../../db/testing/create-test-team'
import { useTestDatabase } from '../../db/testing/test-database'
import { requestRefill } from '../refills/request-refill'
import { addTestCard } from './add-test-card'
import { makeDefault } from './make-default'
import { renamePaymentMethod } from './rename-payment-method'
import { setPaymentMethodActive } from './set-payment-method-active'
import { setUpPaymentAccount } from './set-up-payment-account'
import { refillRequest } from '../refills/testing/refill-request'

const { sql } = useTestDatabase()

const NEXT_YEAR = new Date().getUTCFullYear() + 1
const visa = { number: '4242 4242 4242 4242', expiresMonth: 8, expiresYear: NEXT_YEAR }

const lastAudit = async (teamId: number) =>
  (
    await sql<{ action: string; actor_id: string; actor_name: string; before: unknown; after: unknown }[]>`
    select action, actor_id, actor_name, before, after from audit_log where team_id = ${teamId} order by id desc limit 1`
  )[0]

const audited = async (teamId: number) =>
  (await sql<{ count: number }[]>`select count(*) as count from audit_log where team_id = ${teamId}`)[0]!.count

test('staff, an admin of another team and a deactivated admin change nothing', async () => {
  const team = await createTestTeam(sql)
  const other = await createTestTeam(sql)
  const gone = await addMember(sql, team.id, 'admin')
  await sql`update memberships set active = false where user_id = ${gone.id}`
  const before = [await listPaymentMethods(team.id), await audited(team.id)]
  for (const actor of [team.staff, { ...other.admin, teamId: team.id }, gone, { ...team.admin, id: randomUUID() }]) {
    expect(await addTestCard(actor, visa)).toBe('forbidden')
    expect(await makeDefault(actor, team.reserve)).toBe('forbidden')
    expect(await renamePaymentMethod(actor, team.card, 'Mine')).toBe('forbidden')
    expect(await setPaymentMethodActive(actor, team.reserve, false)).toBe('forbidden')
    expect(await setUpPaymentAccount(actor, 'reserve_account')).toBe('forbidden')
  }
  // An admin of this team finds nothing under the ids of another, and under what is no id at all.
  for (const id of [other.card, randomUUID(), 'nonsense']) {
    expect(await makeDefault(team.admin, id)).toBe('not_found')
    expect(await renamePaymentMethod(team.admin, id, 'Mine')).toBe('not_found')
    expect(await setPaymentMethodActive(team.admin, id, false)).toBe('not_found')
  }
  expect([await listPaymentMethods(team.id), await audited(team.id)]).toEqual(before)
})

test('a test card is added under its brand and last digits, once', async () => {
  const team = await createTestTeam(sql)
  expect(await addTestCard(team.admin, visa)).toBe('done')
  expect(await listPaymentMethods(team.id)).toContainEqual(
    expect.objectContaining({
      label: 'Visa •••• 4242',
      type: 'credit_card',
      isDefault: false,
      active: true,
      expiresMonth: 8,
      expiresYear: NEXT_YEAR,
    }),
  )
  expect(await lastAudit(team.id)).toMatchObject({
    action: 'payment_method.added',
    actor_id: team.admin.id,
    actor_name: 'Test admin',
    before: null,
    after: { type: 'credit_card', label: 'Visa •••• 4242', default: false },
  })
  expect(await addTestCard(team.admin, visa)).toBe('known')
  // The same card with another expiry is the one that the bank has sent after it.
  expect(await addTestCard(team.admin, { ...visa, expiresYear: NEXT_YEAR + 1 })).toBe('done')
})

test('no other number gets in, and no card that has expired', async () => {
  const team = await createTestTeam(sql)
  expect(await addTestCard(team.admin, { ...visa, number: '4111111111111111' })).toBe('unknown_number')
  expect(await addTestCard(team.admin, { ...visa, number: 'toString' })).toBe('unknown_number')
  expect(await addTestCard(team.admin, { ...visa, expiresYear: NEXT_YEAR - 2 })).toBe('expired')
  // A card is good until the end of its month, in the team's time zone.
  const [{ month, year }] = await sql<[{ month: number; year: number }]>`
    select extract(month from now() at time zone 'America/New_York')::int as month,
      extract(year from now() at time zone 'America/New_York')::int as year`
  expect(await addTestCard(team.admin, { ...visa, expiresMonth: month, expiresYear: year })).toBe('done')
})

test('one default: another takes its place, and it cannot be deactivated before', async () => {
  const team = await createTestTeam(sql)
  expect(await setPaymentMethodActive(team.admin, team.card, false)).toBe('is_default')
  expect(await makeDefault(team.admin, team.reserve)).toBe('done')
  expect(await lastAudit(team.id)).toMatchObject({
    action: 'payment_method.made_default',
    before: { default: 'Visa •••• 4242' },
    after: { default: 'Reserve Account' },
  })
  expect(await setPaymentMethodActive(team.admin, team.card, false)).toBe('done')
  expect(await lastAudit(team.id)).toMatchObject({ action: 'payment_method.deactivated', after: { active: false } })
  expect(await makeDefault(team.admin, team.card)).toBe('inactive')
  expect((await listPaymentMethods(team.id)).filter((method) => method.isDefault).map(({ id }) => id)).toEqual([
    team.reserve,
  ])
  const refill = {
    key: randomUUID(),
    source: 'web' as const,
    amount: 1_000,
    allocations: null,
    memo: null,
    expectedTotal: null,
  }
  expect(await requestRefill(team.admin, { ...refill, paymentMethodId: team.card })).toMatchObject({
    code: 'inactive_payment_method',
  })
  expect(await requestRefill(team.admin, { ...refill, paymentMethodId: null })).toMatchObject({
    ok: true,
    refill: { methodId: team.reserve },
  })
  expect(await setPaymentMethodActive(team.admin, team.card, true)).toBe('done')
  expect(await lastAudit(team.id)).toMatchObject({ action: 'payment_method.activated' })
  // What is already so is done, and leaves no row behind.
  const rows = await audited(team.id)
  expect(await setPaymentMethodActive(team.admin, team.card, true)).toBe('done')
  expect(await makeDefault(team.admin, team.reserve)).toBe('done')
  expect(await audited(team.id)).toBe(rows)
})

test('twenty admins who each want another default at once leave one', async () => {
  const team = await createTestTeam(sql)
  const methods = [team.card, team.reserve, team.purchasePower, team.declinedCard]
  const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => makeDefault(team.admin, methods[i % 4]!)))
  expect(new Set(answers)).toEqual(new Set(['done']))
  expect((await listPaymentMethods(team.id)).filter((method) => method.isDefault)).toHaveLength(1)
})

test('a name has 1 to 75 characters, and receipts keep the one that a method had', async () => {
  const team = await createTestTeam(sql)
  const refill = await requestRefill(team.admin, refillRequest({ amount: 1_000, paymentMethodId: team.reserve }))
  expect(await renamePaymentMethod(team.admin, team.reserve, '')).toBe('invalid')
  expect(await renamePaymentMethod(team.admin, team.reserve, 'é'.repeat(76))).toBe('invalid')
  expect(await renamePaymentMethod(team.admin, team.reserve, 'é'.repeat(75))).toBe('done')
  expect(await lastAudit(team.id)).toMatchObject({
    action: 'payment_method.renamed',
    before: { label: 'Reserve Account' },
  })
  expect(refill).toMatchObject({ refill: { methodLabel: 'Reserve Account' } })
  const [kept] = await sql`select payment_method_label from refills where team_id = ${team.id}`
  expect(kept).toMatchObject({ payment_method_label: 'Reserve Account' })
})

test('a Reserve Account is set up once, Purchase Power once its credit is granted', async () => {
  const [{ id }] = await sql<[{ id: number }]>`select create_team(p_slug => 'bare', p_name => 'Bare team') as id`
  const admin = await addMember(sql, id, 'admin')
  expect(await setUpPaymentAccount(admin, 'purchase_power')).toBe('no_limit')
  expect(await setUpPaymentAccount(admin, 'reserve_account')).toBe('done')
  expect(await setUpPaymentAccount(admin, 'reserve_account')).toBe('known')
  await sql`select set_credit_limit(p_team => ${id}, p_limit => 100000)`
  expect(await setUpPaymentAccount(admin, 'purchase_power')).toBe('done')
  expect(await listPaymentMethods(id)).toMatchObject([
    { label: 'Reserve Account', isDefault: true, available: 0 },
    { label: 'Purchase Power', isDefault: false, available: 100_000 },
  ])
})
