import { expect, test } from 'vitest'
import { addMember, createTestTeam } from '../../db/testing/create-test-team'
import { useTestDatabase } from '../../db/testing/test-database'
import { useEnv } from '../testing/use-env'
import { removeCard } from './remove-card'
import { finishCardSetup } from './finish-card-setup'
import { startCardSetup } from './start-card-setup'
import { createStripeTeam } from './stripe/testing/stripe-team'
import { useFakeStripe } from './stripe/testing/use-fake-stripe'

const { sql } = useTestDatabase()
const stripe = useFakeStripe()

async function openPage(teamId: number, userId: string): Promise<string> {
  const setup = await startCardSetup({ teamId, userId })
  if (!setup.ok) throw new Error(setup.reason)
  return setup.url
}

const cardsOf = (teamId: number) => sql`
  select label, processor_ref, expires_month, expires_year, is_default, removed_at is not null as removed from payment_methods
  where team_id = ${teamId} order by created_at`

test('a card is added on Stripe’s page and is there with brand, digits and expiry, the default, once', async () => {
  const team = await createStripeTeam(sql, stripe)
  const url = await openPage(team.id, team.admin.id)
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/c\/pay\/cs_test_/)
  const session = url.split('/').at(-1)!
  expect(await finishCardSetup(team.id, session), 'nothing entered yet').toEqual({ ok: false, reason: 'not_done' })
  const refused = await fetch(url, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ number: '4000 0000 0000 0002', expiry: '04 / 31' }),
  })
  expect(await refused.text()).toContain('Your card was declined.')
  const entered = await fetch(url, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ number: '5555 5555 5555 4444', expiry: '04 / 31' }),
  })
  expect(entered.headers.get('location')).toBe(
    `http://localhost:3000/settings/payment-methods/added?session_id=${session}`,
  )

  const answers = await Promise.all(Array.from({ length: 5 }, () => finishCardSetup(team.id, session)))
  expect(answers.map((answer) => answer.ok && answer.isNew).sort()).toEqual([false, false, false, false, true])
  expect(await cardsOf(team.id)).toMatchObject([
    {
      label: 'Mastercard •••• 4444',
      processor_ref: expect.stringMatching(/^pm_/),
      expires_month: 4,
      expires_year: 2031,
      is_default: true,
    },
  ])
  const [audit] =
    await sql`select actor_id from audit_log where team_id = ${team.id} and action = 'payment_method.added'`
  expect(audit).toEqual({ actor_id: team.admin.id })
})

test('a team is one customer at Stripe, even if six admins add cards at once', async () => {
  const { id, admin } = await createTestTeam(sql)
  const urls = await Promise.all(Array.from({ length: 6 }, () => openPage(id, admin.id)))
  expect(new Set(urls).size).toBe(6)
  const { customers, sessions } = await stripe.control('books', {})
  const made = customers.filter(({ metadata }) => metadata.team === String(id))
  expect(made).toHaveLength(1)
  expect(sessions.filter(({ customer }) => customer === made[0]!.id)).toHaveLength(6)
})

test('a page of another team, of another kind or of nobody adds nothing', async () => {
  const [one, other] = [await createStripeTeam(sql, stripe), await createStripeTeam(sql, stripe)]
  const session = (await openPage(one.id, one.admin.id)).split('/').at(-1)!
  await stripe.control('person', { session, does: 'add' })
  expect(await finishCardSetup(other.id, session)).toEqual({ ok: false, reason: 'not_found' })
  for (const wrong of ['', 'cs_test_unknown', '../customers', 'pi_1'])
    expect(await finishCardSetup(one.id, wrong), wrong).toEqual({ ok: false, reason: 'not_found' })
  expect(await cardsOf(other.id)).toEqual([])
  expect(await finishCardSetup(one.id, session)).toEqual({ ok: true, isNew: true })
})

test('if Stripe does not answer, the result says so, and nothing is added', async () => {
  const team = await createStripeTeam(sql, stripe)
  await stripe.control('react', { reactions: [{ status: 500, headers: { 'Stripe-Should-Retry': 'false' }, times: 2 }] })
  expect(await startCardSetup({ teamId: team.id, userId: team.admin.id })).toEqual({
    ok: false,
    reason: 'unavailable',
  })
  expect(await finishCardSetup(team.id, 'cs_test_any')).toEqual({ ok: false, reason: 'unavailable' })
  expect(await cardsOf(team.id)).toEqual([])
})

test('a card that is removed is gone at Stripe, too', async () => {
  const team = await createStripeTeam(sql, stripe)
  const [first, second] = [await team.addCard(), await team.addCard('5555555555554444')]
  expect(await removeCard(team.admin, first)).toBe('is_default')
  expect(await removeCard(await addMember(sql, team.id, 'staff'), second)).toBe('forbidden')
  expect(await removeCard(team.admin, second)).toBe('done')
  expect(await removeCard(team.admin, second), 'again').toBe('done')
  const cards = await cardsOf(team.id)
  expect(cards).toMatchObject([{ removed: false }, { removed: true }])
  const { methods } = await stripe.control('books', {})
  expect(methods.find(({ id }) => id === cards[1]!.processor_ref)).toMatchObject({ customer: null })
  expect(methods.find(({ id }) => id === cards[0]!.processor_ref)).toMatchObject({ customer: team.customer })
})

test('without an account at Stripe there is no page', async () => {
  const { id, admin } = await createTestTeam(sql)
  useEnv()
  expect(await startCardSetup({ teamId: id, userId: admin.id })).toEqual({ ok: false, reason: 'unavailable' })
  expect(await finishCardSetup(id, 'cs_test_1')).toEqual({ ok: false, reason: 'not_found' })
})
