import { execFile } from 'node:child_process'
import path from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { STRIPE_EVENT_TYPES } from '../lib/payments/stripe/read-event'
import { useFakeStripe } from '../lib/payments/stripe/testing/use-fake-stripe'
import { useBuiltCli } from '../lib/testing/use-built-cli'

const stripe = useFakeStripe()
const built = useBuiltCli()
const root = path.resolve(import.meta.dirname, '..')

type Ended = { status: number; out: string; err: string }
type Endpoint = { id: string; url: string; enabled_events: string[]; status: string; api_version: string }

let env: Record<string, string> = {}
beforeAll(() => {
  env = {
    // It is not reached: the command needs no database.
    DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
    STRIPE_SECRET_KEY: stripe.settings().secretKey,
    STRIPE_WEBHOOK_SECRET: '',
    STRIPE_API_BASE: stripe.url(),
  }
})

function setUp(args: string[], variables: Record<string, string> = {}): Promise<Ended> {
  const merged = { ...process.env, ...env, ...variables }
  return new Promise((resolve) => {
    execFile(process.execPath, [built, 'stripe', 'setup', ...args], { env: merged, cwd: root }, (error, out, err) => {
      resolve({ status: error ? Number(error.code) : 0, out, err })
    })
  })
}

async function api(path: string, form?: URLSearchParams) {
  const answer = await fetch(`${stripe.url()}/v1/webhook_endpoints${path}`, {
    method: form ? 'POST' : 'GET',
    headers: { Authorization: `Bearer ${stripe.settings().secretKey}` },
    ...(form && { body: form }),
  })
  return (await answer.json()) as { data: Endpoint[] }
}

const endpointOf = async (url: string) => (await api('?limit=16')).data.find((endpoint) => endpoint.url === url)!

test('registers the endpoint with exactly the events that are handled, and prints its secret alone', async () => {
  const made = await setUp(['--url', 'https://one.example'])
  expect(made.status).toBe(0)
  expect(made.out).toMatch(/^whsec_\w+\n$/)
  expect(made.err).toContain('Set it as STRIPE_WEBHOOK_SECRET')
  expect(made.err).not.toContain('whsec_')
  const endpoint = await endpointOf('https://one.example/api/webhooks/stripe')
  expect(endpoint.enabled_events).toEqual([...STRIPE_EVENT_TYPES].sort())
  expect(endpoint.api_version).toMatch(/^20\d\d-/)

  const again = await setUp(['--url', 'https://one.example/'])
  expect(again).toMatchObject({ status: 0, out: '', err: expect.stringContaining('exactly the events') })
})

test('says how an endpoint differs, and sets it only with --update', async () => {
  const url = 'https://two.example/api/webhooks/stripe'
  const [left, ...kept] = STRIPE_EVENT_TYPES
  const form = new URLSearchParams({ url })
  for (const type of [...kept, 'payout.paid']) form.append(`enabled_events[${form.size - 1}]`, type)
  await api('', form)
  const { id } = await endpointOf(url)
  await api(`/${id}`, new URLSearchParams({ disabled: 'true' }))

  const found = await setUp(['--url', url])
  expect(found).toMatchObject({ status: 1, out: '' })
  expect(found.err.split('\n')).toEqual([
    `${id} is disabled.`,
    `${id} lacks ${left}.`,
    `${id} does not need payout.paid.`,
    `The endpoint ${url} differs from what is needed. --update sets its events.`,
    '',
  ])
  expect((await endpointOf(url)).enabled_events).toContain('payout.paid')

  expect(await setUp(['--url', 'https://two.example', '--update'])).toMatchObject({ status: 0, out: '' })
  expect(await endpointOf(url)).toMatchObject({ enabled_events: [...STRIPE_EVENT_TYPES].sort(), status: 'enabled' })
  expect(await setUp(['--url', url])).toMatchObject({ status: 0, out: '' })
})

test('says that all events are more than are needed, and that two endpoints are one too many', async () => {
  const url = 'https://three.example/api/webhooks/stripe'
  const form = new URLSearchParams({ url, 'enabled_events[0]': '*' })
  await api('', form)
  await api('', form)
  const found = await setUp(['--url', url])
  expect(found).toMatchObject({ status: 1, err: expect.stringMatching(/2 endpoints[^]*does not need \*\./) })
})

test('explains what it needs and what Stripe says', async () => {
  for (const wrong of [
    [],
    ['--url', 'one.example'],
    ['--url', 'http://one.example'],
    ['--url', 'https://a:b@c.example'],
  ])
    expect(await setUp(wrong), wrong.join(' ')).toMatchObject({ status: 2, out: '' })
  const here = ['--url', 'https://four.example']
  expect(await setUp(here, { STRIPE_SECRET_KEY: '' })).toEqual({
    status: 1,
    out: '',
    err: 'STRIPE_SECRET_KEY is not set.\n',
  })
  expect(await setUp(here, { STRIPE_SECRET_KEY: 'sk_test_somebodyelse' })).toMatchObject({
    status: 1,
    err: expect.stringMatching(/^Stripe refused: Invalid API Key/),
  })
  await stripe.control('react', { reactions: [{ at: 'GET /v1/webhook_endpoints', status: 403 }] })
  expect(await setUp(here)).toMatchObject({ status: 1, err: expect.stringMatching(/^Stripe refused: /) })
})
