import { expect, test } from 'vitest'
import { database } from '../../db/client'
import { listPaymentMethods } from '../../db/queries/payment-methods'
import { createTestTeam, type TestTeam } from '../../db/testing/create-test-team'
import { useTestDatabase } from '../../db/testing/test-database'
import { requestRefill } from '../refills/request-refill'
import { makeDefault } from './make-default'
import { renamePaymentMethod } from './rename-payment-method'
import { refillRequest } from '../refills/testing/refill-request'

/** The database's side of cards that the processor keeps. */
const { sql } = useTestDatabase()

type Word = [{ word: string }]
const add = async (team: TestTeam, ref: string, user: string | null = null) =>
  (
    await database().sql<Word>`select add_processor_card(
        p_team => ${team.id}, p_processor_ref => ${ref}, p_label => 'Visa •••• 1111', p_expires_month => 12::smallint,
        p_expires_year => 2040::smallint, p_user => ${user}) as word`
  )[0].word
const remove = async (team: TestTeam, by: string, method: string) =>
  (
    await database().sql<Word>`select remove_card(
    p_team => ${team.id}, p_actor => ${by}, p_method => ${method}) as word`
  )[0].word
const detach = async (ref: string) =>
  (await database().sql<[{ word: number }]>`select record_detached_card(${ref}) as word`)[0].word

test('a card is added once, by whom it was, and taken away for good', async () => {
  const team = await createTestTeam(sql)
  expect(await Promise.all([add(team, 'pm_1', team.admin.id), add(team, 'pm_1', team.admin.id)])).toEqual(
    expect.arrayContaining(['added', 'known']),
  )
  const card = (await listPaymentMethods(team.id)).find(({ label }) => label.endsWith('1111'))!
  expect(card).toMatchObject({ isDefault: false, active: true })
  const [added] =
    await sql`select actor_type, actor_name from audit_log where team_id = ${team.id} and subject = ${`payment_method:${card.id}`}`
  expect(added).toEqual({ actor_type: 'user', actor_name: 'Test admin' })

  expect(await remove(team, team.staff.id, card.id)).toBe('forbidden')
  expect(await remove(team, team.admin.id, team.reserve)).toBe('not_found')
  expect(await remove(team, team.admin.id, team.card)).toBe('is_default')
  expect([await remove(team, team.admin.id, card.id), await remove(team, team.admin.id, card.id)]).toEqual([
    'done',
    'done',
  ])
  expect((await listPaymentMethods(team.id)).map(({ id }) => id)).not.toContain(card.id)
  expect((await listPaymentMethods(team.id, true)).map(({ id }) => id)).toContain(card.id)
  expect(await makeDefault(team.admin, card.id)).toBe('not_found')
  expect(await renamePaymentMethod(team.admin, card.id, 'Mine')).toBe('not_found')
  expect(
    await requestRefill(
      team.admin,
      refillRequest({ key: 'k', source: 'api', amount: 1_000, paymentMethodId: card.id }),
    ),
  ).toMatchObject({ ok: false, code: 'inactive_payment_method' })
  expect(await detach('pm_1')).toBe(0)
})

test('a card that waits for its bank stays', async () => {
  const team = await createTestTeam(sql)
  await requestRefill(
    team.admin,
    refillRequest({ key: 'k', source: 'api', amount: 1_000, paymentMethodId: team.lostAnswerCard }),
  )
  expect(await remove(team, team.admin.id, team.lostAnswerCard)).toBe('in_use')
})

test('a card that the processor has no more is offered nowhere, and no other becomes the default by itself', async () => {
  const [one, two] = [await createTestTeam(sql), await createTestTeam(sql)]
  for (const team of [one, two]) {
    await add(team, 'pm_shared')
    const card = (await listPaymentMethods(team.id)).find(({ label }) => label.endsWith('1111'))!
    expect(await makeDefault(team.admin, card.id)).toBe('done')
  }
  expect(await Promise.all([detach('pm_shared'), detach('pm_shared')])).toEqual(expect.arrayContaining([2, 0]))
  for (const team of [one, two])
    expect((await listPaymentMethods(team.id)).filter(({ isDefault }) => isDefault)).toEqual([])
  expect(await add(one, 'pm_next')).toBe('added')
  expect((await listPaymentMethods(one.id)).find(({ isDefault }) => isDefault)).toMatchObject({
    label: 'Visa •••• 1111',
  })
})

test('the first name of a team stands, and a message counts once', async () => {
  const team = await createTestTeam(sql)
  const app = database().sql
  const names = await Promise.all(
    ['cus_1', 'cus_2', 'cus_3'].map(
      async (ref) =>
        (
          await app<Word>`select set_processor_customer(
        p_team => ${team.id}, p_customer => ${ref}) as word`
        )[0].word,
    ),
  )
  expect(new Set(names).size).toBe(1)
  const handled = await Promise.all(
    [1, 2, 3].map(
      async () =>
        (
          await app<[{ word: boolean }]>`select record_processor_event(
          p_event => 'evt_1', p_type => 'charge.refunded', p_created_at => now()) as word`
        )[0].word,
    ),
  )
  expect(handled.filter(Boolean)).toHaveLength(1)
})
