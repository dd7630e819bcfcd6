import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import * as cron from '../../app/api/cron/reconcile/route'
import { readInstallation } from '../../db/queries/installation'
import { readDatabaseTime } from '../../db/queries/database-time'
import { readLastReconciliation } from '../../db/queries/reconciliations'
import { findRefill } from '../../db/queries/refills'
import { createTestTeam } from '../../db/testing/create-test-team'
import { useTestDatabase } from '../../db/testing/test-database'
import { requestRefill } from '../refills/request-refill'
import { applyPaymentEvent } from '../refills/apply-payment-event'
import { useBuiltCli } from '../testing/use-built-cli'
import { useEnv } from '../testing/use-env'
import { cardProcessor } from './processor'
import { reconcile, type Reconciled } from './reconcile'
import { reconcileAndRecord } from './reconcile-and-record'
import { reconcileNightly } from './reconcile-nightly'
import { createStripeTeam, type StripeTeam } from './stripe/testing/stripe-team'
import { useFakeStripe } from './stripe/testing/use-fake-stripe'
import { refillRequest } from '../refills/testing/refill-request'

const { sql, appUrl, ownerUrl } = useTestDatabase()
const stripe = useFakeStripe()

/** What happened in other tests is of other days. */
let since = new Date()
beforeEach(async () => {
  await stripe.control('clock', { hours: 24 })
  const { now } = (await stripe.control('clock', { hours: 0 })) as { now: number }
  since = new Date(now * 1000 - 1_000)
})

async function refill(team: StripeTeam, card: string, amount = 100_00) {
  const result = await requestRefill(team.admin, refillRequest({ amount, paymentMethodId: card }))
  if (!result.ok) throw new Error(JSON.stringify(result))
  const [{ ref }] = await sql<
    [{ ref: string }]
  >`select processor_ref as ref from refills where id = ${result.refill.id}`
  return { id: result.refill.id, reference: result.refill.reference, ref }
}

/** A refill whose charge never reached Stripe, and whose answer nobody knows. */
async function unanswered(team: StripeTeam, card: string) {
  await stripe.control('react', { reactions: [{ at: 'POST /v1/payment_intents', reset: true, times: 20 }] })
  const result = await requestRefill(team.admin, refillRequest({ amount: 10_00, paymentMethodId: card }))
  await stripe.control('react', { reactions: [], clear: true })
  if (!result.ok) throw new Error(JSON.stringify(result))
  return { id: result.refill.id, reference: result.refill.reference }
}

/** A payment of $62.10 that names a refill which is not in the database. */
async function payBehindOurBack(card: string, team: StripeTeam, more: Record<string, string> = {}) {
  const [{ method }] = await sql<
    [{ method: string }]
  >`select processor_ref as method from payment_methods where id = ${card}`
  const refill = randomUUID()
  const form = new URLSearchParams({
    amount: '6210',
    currency: 'usd',
    customer: team.customer,
    payment_method: method,
    confirm: 'true',
    'metadata[team]': String(team.id),
    'metadata[refill]': refill,
    'metadata[installation]': await readInstallation(),
    ...more,
  })
  const answer = await fetch(`${stripe.url()}/v1/payment_intents`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${stripe.settings().secretKey}` },
    body: form,
  })
  return { ref: ((await answer.json()) as { id: string }).id, refill }
}

/** As a message about it would. */
async function book(ref: string) {
  const readAt = await readDatabaseTime()
  const read = await cardProcessor().books!.readCharge(ref)
  await applyPaymentEvent({ type: 'charge_reported', charge: read.ok ? read.value! : expect.fail() }, readAt)
}

/** Beside the ledger's clock, which stands at the beginning of all. */
async function compare(from = since): Promise<Reconciled> {
  const result = await reconcile(cardProcessor().books!, from)
  if (!result.ok) throw new Error(result.message)
  return result.value
}

test('says that both sides are the same, with refunds and disputes, whenever their charge was', async () => {
  const team = await createStripeTeam(sql, stripe)
  const made = await refill(team, await team.addCard(), 100_00)
  await stripe.control('clock', { hours: 48 })
  await stripe.control('refund', { intent: made.ref, amount: 30_00 })
  await book(made.ref)
  const disputed = await refill(team, await team.addCard('4000000000000259'), 50_00)
  await book(disputed.ref)
  const now = ((await stripe.control('clock', { hours: 0 })) as { now: number }).now
  expect((await compare(new Date((now - 3600) * 1000))).differences, 'the charge is older than what is read').toEqual(
    [],
  )
  expect(await compare()).toMatchObject({ differences: [] })
  const other = await createTestTeam(sql)
  await requestRefill(other.admin, refillRequest({ amount: 2_000, paymentMethodId: other.card }))
  expect((await compare()).differences, 'cards of the test processor are not Stripe’s').toEqual([])
})

test('names what is on one side only, and what differs', async () => {
  const team = await createStripeTeam(sql, stripe)
  const card = await team.addCard()
  const outside = await refill(team, card, 20_00)
  await stripe.control('refund', { intent: outside.ref, amount: 5_00 })
  const lost = await unanswered(team, card)
  await sql`select settle_refill(
    p_team => ${team.id}, p_refill => ${lost.id}, p_processor_ref => 'pi_not_there')`
  const unknown = await payBehindOurBack(card, team)
  const { differences } = await compare(new Date(Date.now() - 3_600_000))
  const ofTeam = differences.filter(({ team: of, payment }) => of === team.id || payment === unknown.ref)
  expect(ofTeam).toHaveLength(3)
  expect(ofTeam).toEqual(
    expect.arrayContaining([
      {
        payment: outside.ref,
        team: team.id,
        refill: outside.id,
        reference: outside.reference,
        stripe: { charged: 20_70, returned: 5_00 },
        ledger: { charged: 20_70, returned: 0 },
      },
      {
        payment: 'pi_not_there',
        team: team.id,
        refill: lost.id,
        reference: lost.reference,
        stripe: null,
        ledger: { charged: 10_35, returned: 0 },
      },
      {
        payment: unknown.ref,
        team: null,
        refill: unknown.refill,
        reference: null,
        stripe: { charged: 62_10, returned: 0 },
        ledger: null,
      },
    ]),
  )
  const paid = await payBehindOurBack(card, team, { amount: '1035', 'metadata[refill]': lost.id })
  await sql`update refills set processor_ref = ${paid.ref} where id = ${lost.id}`
  await book(outside.ref)
  await book(unknown.ref)
  expect((await compare()).differences.map(({ payment }) => payment)).not.toContain(outside.ref)
})

test('payments of somebody else in the same account are no differences', async () => {
  const team = await createStripeTeam(sql, stripe)
  const card = await team.addCard()
  const before = (await compare()).differences
  const foreign = await payBehindOurBack(card, team, { 'metadata[installation]': randomUUID() })
  const shop = await payBehindOurBack(card, team, { 'metadata[refill]': 'no', 'metadata[team]': 'no' })
  for (const { ref } of [foreign, shop]) await stripe.control('refund', { intent: ref, amount: 1_00 })
  expect((await compare()).differences).toEqual(before)
})

test('a difference stays until it is gone, however old it is', async () => {
  const team = await createStripeTeam(sql, stripe)
  const made = await refill(team, await team.addCard(), 20_00)
  await stripe.control('refund', { intent: made.ref, amount: 5_00 })
  const processor = cardProcessor()
  const { name, books } = processor
  const differs = async (from: Date) => {
    const result = await reconcileAndRecord({ name, books: books! }, from)
    return result.ok && result.value.differences.some(({ payment }) => payment === made.ref)
  }
  expect(await differs(since)).toBe(true)
  await stripe.control('clock', { hours: 24 * 8 })
  const later = new Date(Date.now() + 400 * 86_400_000)
  expect(await differs(later)).toBe(true)
  await book(made.ref)
  expect(await differs(later)).toBe(false)
})

test('what is just being charged is no difference; what has been for long is', async () => {
  const team = await createStripeTeam(sql, stripe)
  const card = await team.addCard()
  await stripe.control('react', {
    reactions: [{ at: 'POST /v1/payment_intents', when: 'after', reset: true, times: 20 }],
  })
  const made = await refill(team, card)
  await stripe.control('react', { reactions: [], clear: true })
  const of = async () => (await compare()).differences.filter(({ refill: id }) => id === made.id)
  expect(await of()).toEqual([])
  await sql`update refills set created_at = created_at - interval '1 hour' where id = ${made.id}`
  expect(await of()).toMatchObject([
    { payment: expect.stringMatching(/^pi_/), stripe: { charged: 103_50 }, ledger: null },
  ])
  const { intents } = await stripe.control('books', {})
  await sql`select settle_refill(
    p_team => ${team.id}, p_refill => ${made.id},
    p_processor_ref => ${intents.find(({ metadata }) => metadata.refill === made.id)!.id})`
  expect(await of()).toEqual([])
})

test('is done once a day, kept, and tried again an hour after Stripe could not be read', async () => {
  const settings = stripe.settings()
  await sql`delete from reconciliations`
  await stripe.control('react', {
    reactions: [{ at: 'GET /v1/balance_transactions', status: 500, headers: { 'Stripe-Should-Retry': 'false' } }],
  })
  expect(await reconcileNightly()).toBe(true)
  expect(await readLastReconciliation()).toMatchObject({
    error: 'Stripe did not answer.',
    compared: 0,
    differences: [],
  })
  expect(await reconcileNightly(), 'not again at once').toBe(false)
  await sql`update reconciliations set started_at = started_at - interval '61 minutes'`
  const scheduled = new Request('http://test/api/cron/reconcile', {
    headers: { authorization: 'Bearer a secret for the cron' },
  })
  expect((await cron.GET(scheduled)).status).toBe(404)
  useEnv({
    CRON_SECRET: 'a secret for the cron',
    STRIPE_SECRET_KEY: settings.secretKey,
    STRIPE_WEBHOOK_SECRET: settings.webhookSecret,
    STRIPE_API_BASE: settings.apiBase,
  })
  expect(await (await cron.GET(scheduled)).json()).toEqual({ reconciled: true })
  expect(await readLastReconciliation()).toMatchObject({ error: null, differences: expect.any(Array) })
  expect(await reconcileNightly()).toBe(false)
  useEnv()
  await sql`delete from reconciliations`
  expect(await reconcileNightly(), 'without an account').toBe(false)
})

const built = useBuiltCli()

type Ended = { status: number; out: string; err: string }

function cli(env: Record<string, string>, ...args: string[]): Promise<Ended> {
  const root = path.resolve(import.meta.dirname, '../..')
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [built, 'reconcile', ...args],
      {
        cwd: root,
        env: {
          ...process.env,
          DATABASE_URL: appUrl,
          DATABASE_OWNER_URL: ownerUrl,
          STRIPE_SECRET_KEY: '',
          STRIPE_WEBHOOK_SECRET: '',
          STRIPE_API_BASE: '',
          ...env,
        },
      },
      (error, out, err) => resolve({ status: error ? Number(error.code) : 0, out, err }),
    )
  })
}

test('the command line says the same, and keeps it', async () => {
  const env = {
    STRIPE_SECRET_KEY: 'sk_test_fakestripe0000',
    STRIPE_WEBHOOK_SECRET: 'whsec_fakestripe0000000000',
    STRIPE_API_BASE: stripe.url(),
  }
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
  for (const wrong of [
    ['--since', 'yesterday'],
    ['--since', '2026-11-01T25:00:00Z'],
    ['--since', '2026-02-30'],
    ['--since', tomorrow],
  ]) {
    expect(await cli(env, ...wrong), wrong.join(' ')).toMatchObject({ status: 2, out: '' })
  }
  expect(await cli({}, '--since', '2026-01-01')).toMatchObject({
    status: 1,
    err: expect.stringContaining('STRIPE_SECRET_KEY'),
  })
  expect(await cli({ STRIPE_SECRET_KEY: env.STRIPE_SECRET_KEY }, '--since', '2026-01-01')).toMatchObject({
    status: 1,
    err: expect.stringMatching(/^STRIPE_WEBHOOK_SECRET: should/),
  })
  expect(await cli({ ...env, STRIPE_SECRET_KEY: 'sk_test_somebodyelse' }, '--since', '2026-01-01')).toMatchObject({
    status: 1,
    err: expect.stringMatching(/^Stripe’s records could not be read: Invalid API Key/),
  })
  const ok = { status: 0, err: '', out: expect.stringMatching(/^ok \d+ payments since 2026-01-01\n$/) }
  expect(await cli(env, '--since', '2026-01-01')).toMatchObject(ok)

  useEnv(env)
  const team = await createStripeTeam(sql, stripe)
  const card = await team.addCard()
  const made = await refill(team, card, 10_00)
  await stripe.control('refund', { intent: made.ref, amount: 1_00 })
  const lost = await payBehindOurBack(card, team)
  const found = await cli(env, '--since', '2026-01-01T00:00:00Z')
  expect(found).toMatchObject({ status: 1, err: expect.stringMatching(/^Of \d+ payments, 2 differ\.\n$/) })
  expect(found.out).toBe(
    `${made.ref} ${made.reference}: at Stripe $10.35 charged, $1.00 returned; in the ledger $10.35 charged\n` +
      `${lost.ref} refill ${lost.refill}: only at Stripe, $62.10 charged\n`,
  )
  expect(await readLastReconciliation()).toMatchObject({ differences: [{ payment: made.ref }, { payment: lost.ref }] })

  const booked = await cli(env, '--book', '--since', '2026-01-01')
  expect(booked).toMatchObject({ status: 0, err: '' })
  expect(booked.out).toMatch(
    new RegExp(
      `^booked ${made.ref} ${made.reference}: as it is at Stripe\n` +
        `booked ${lost.ref}: the refill was lost and is made again\nok \\d+ payments since 2026-01-01\n$`,
    ),
  )
  expect(await findRefill(team.id, lost.refill)).toMatchObject({
    status: 'posted',
    recovered: true,
    totalCharged: 62_10,
  })
  expect(await cli(env, '--book')).toMatchObject({ status: 0, out: expect.stringMatching(/^ok \d+ payments since /) })
  expect(await sql`select * from verify_ledger(null)`).toEqual([])
})
