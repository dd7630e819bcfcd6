import { beforeEach, expect, test } from 'vitest'
import { useEnv } from '../testing/use-env'
import { checkEndpoint } from './check-endpoint'
import { chooseEndpoints } from './processor'
import { useFakeStripe } from './stripe/testing/use-fake-stripe'

const stripe = useFakeStripe()

function serve(authUrl: string) {
  const { secretKey, webhookSecret, apiBase } = stripe.settings()
  useEnv({
    AUTH_URL: authUrl,
    STRIPE_SECRET_KEY: secretKey,
    STRIPE_WEBHOOK_SECRET: webhookSecret,
    STRIPE_API_BASE: apiBase,
  })
}

beforeEach(() => {
  Reflect.deleteProperty(globalThis, 'indiciaEndpoint')
})

test('tells that the processor sends nothing here, or something else, and keeps the answer', async () => {
  serve('https://post.example')
  const address = 'https://post.example/api/webhooks/stripe'
  expect(await checkEndpoint()).toEqual({ status: 'missing', address })
  const made = await chooseEndpoints({ stripe: stripe.settings() })!.register(address)
  expect(made.ok).toBe(true)
  expect(await checkEndpoint(), 'within the hour').toEqual({ status: 'missing', address })
  Reflect.deleteProperty(globalThis, 'indiciaEndpoint')
  expect(await checkEndpoint()).toEqual({ status: 'right' })
  const { id } = (made as { value: { id: string } }).value
  await fetch(`${stripe.url()}/v1/webhook_endpoints/${id}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${stripe.settings().secretKey}` },
    body: new URLSearchParams({ 'enabled_events[0]': '*' }),
  })
  Reflect.deleteProperty(globalThis, 'indiciaEndpoint')
  expect(await checkEndpoint()).toEqual({
    status: 'different',
    address,
    differences: [{ id, missing: [], notNeeded: ['*'], isDisabled: false }],
  })
})

test('says nothing where nobody can tell', async () => {
  serve('http://localhost:3000')
  expect(await checkEndpoint(), 'on this machine').toBeNull()
  Reflect.deleteProperty(globalThis, 'indiciaEndpoint')
  serve('https://other.example')
  await stripe.control('react', { reactions: [{ at: 'GET /v1/webhook_endpoints', status: 403 }] })
  expect(await checkEndpoint(), 'a restricted key').toBeNull()
  Reflect.deleteProperty(globalThis, 'indiciaEndpoint')
  useEnv()
  expect(await checkEndpoint(), 'without an account').toBeNull()
})
