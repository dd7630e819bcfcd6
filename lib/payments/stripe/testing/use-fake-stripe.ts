import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { env, type StripeSettings } from '../../../env'
import { useEnv } from '../../../testing/use-env'
import type { Charge } from '../../card-processor'
import { startFakeStripe, type FakeStripe } from './start-fake-stripe'

/** The fake Stripe of a test file, with a customer, and the environment that leads to it. */
export type UsedFakeStripe = {
  control: FakeStripe['control']
  url: () => string
  settings: () => StripeSettings
  /** The customer that every charge is for, unless it says another. */
  customer: () => string
  /** A card that was added before. */
  card: (number: string, customer?: string) => Promise<string>
  /** A refill of $103.50 that was asked for just now. */
  charge: (wanted: Partial<Charge> & Pick<Charge, 'card'>) => Charge
}

/** Gives a test file a fake Stripe of its own, as the processor in use; nothing that was ordered outlives a test. */
export function useFakeStripe(): UsedFakeStripe {
  let fakeStripe: FakeStripe
  let customer = ''

  beforeAll(async () => {
    fakeStripe = await startFakeStripe()
    useEnv(fakeStripe.env)
    const form = new URLSearchParams({ name: 'Test team', 'metadata[team]': '1' })
    const made = await fetch(`${fakeStripe.url}/v1/customers`, {
      method: 'POST',
      body: form,
      headers: { Authorization: `Bearer ${fakeStripe.env.STRIPE_SECRET_KEY}` },
    })
    customer = ((await made.json()) as { id: string }).id
  })
  beforeEach(async () => {
    Reflect.deleteProperty(globalThis, 'indiciaStripeBreaker')
    await fakeStripe.control('react', { reactions: [], clear: true })
  })
  afterAll(() => fakeStripe.stop())

  return {
    control: (name, order) => fakeStripe.control(name, order),
    url: () => fakeStripe.url,
    settings: () => env().stripe!,
    customer: () => customer,
    card: async (number, of = customer) => (await fakeStripe.control('card', { number, customer: of })).id,
    charge: ({ idempotencyKey = randomUUID(), ...wanted }) => ({
      idempotencyKey,
      teamId: 1,
      reference: 'RF-7K3M-29QD',
      total: 103_50,
      customer,
      requestedAt: new Date(),
      actionRef: null,
      origin: {
        installation: randomUUID(),
        postage: 100_00,
        fee: 3_50,
        actor: 'system:test',
        source: 'web',
        allocations: null,
      },
      lookUpSince: null,
      returnUrl: `http://localhost:3000/history/postage/${idempotencyKey}`,
      ...wanted,
    }),
  }
}
