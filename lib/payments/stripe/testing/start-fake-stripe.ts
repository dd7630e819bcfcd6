import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import type { Books } from './books'
import type { Controls, Request } from './control'

type Of<Items> = Items extends Map<string, infer Item> ? Item[] : never
type Tables =
  | 'customers'
  | 'methods'
  | 'intents'
  | 'charges'
  | 'refunds'
  | 'transactions'
  | 'disputes'
  | 'sessions'
  | 'events'
export type ReadBooks = { [Table in Tables]: Of<Books[Table]> } & { requests: Request[] }
type Answers<Name extends keyof Controls> = Name extends 'books'
  ? ReadBooks
  : Name extends 'send'
    ? { status: number }
    : Name extends 'card' | 'dispute' | 'refund'
      ? { id: string }
      : object

export type FakeStripe = {
  url: string
  /** What `npm start` has to be given to charge cards here. */
  env: { STRIPE_SECRET_KEY: string; STRIPE_WEBHOOK_SECRET: string; STRIPE_API_BASE: string }
  /** Asks it something that nobody asks of Stripe (control.ts). */
  control<Name extends keyof Controls>(name: Name, order: Parameters<Controls[Name]>[0]): Promise<Answers<Name>>
  stop(): Promise<void>
}

/** What `npm start` is given to charge cards at a fake on this port of this machine. */
export const stripeEnv = (
  port: number,
  secretKey = 'sk_test_fakestripe0000',
  webhookSecret = 'whsec_fakestripe0000000000',
) => ({
  STRIPE_SECRET_KEY: secretKey,
  STRIPE_WEBHOOK_SECRET: webhookSecret,
  STRIPE_API_BASE: `http://127.0.0.1:${port}`,
})

const root = path.resolve(import.meta.dirname, '../../../..')

/** Starts the fake Stripe as a process of its own; it ends with this one. A port of 0 is any that is free. */
export async function startFakeStripe({
  secretKey = 'sk_test_fakestripe0000',
  webhookSecret = 'whsec_fakestripe0000000000',
  port = 0,
} = {}): Promise<FakeStripe> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'lib/payments/stripe/testing/fake-stripe.ts'], {
    cwd: root,
    env: {
      ...process.env,
      FAKE_STRIPE_KEY: secretKey,
      FAKE_STRIPE_SECRET: webhookSecret,
      FAKE_STRIPE_PORT: String(port),
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  const listening = once(createInterface(child.stdout), 'line') as Promise<[string]>
  const url = await Promise.race([
    listening.then(([line]) => line),
    ended.then(([code]) => Promise.reject(new Error(`the fake Stripe ended with ${String(code)}`))),
  ])
  return {
    url,
    env: stripeEnv(Number(new URL(url).port), secretKey, webhookSecret),
    async control(name, order) {
      const answer = await fetch(`${url}/control/${name}`, { method: 'POST', body: JSON.stringify(order) })
      const body: unknown = await answer.json()
      if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(body)}`)
      return body as never
    },
    async stop() {
      child.stdin.end()
      await ended
    },
  }
}
