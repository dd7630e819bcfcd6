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

export type StandIn = {
  url: string
  /** What `npm start` has to be given to charge cards here. */
  env: { STRIPE_SECRET_KEY: string; STRIPE_WEBHOOK_SECRET: string; STRIPE_API_BASE: string }
  /** Asks it something that nobody asks of Stripe (control.ts). */
  control<Name extends keyof Controls>(name: Name, order: Parameters<Controls[Name]>[0]): Promise<Answers<Name>>
  stop(): Promise<void>
}

/** What `npm start` is given to charge cards at a stand-in on this port of this machine. */
export const stripeEnv = (
  port: number,
  secretKey = 'sk_test_standin0000',
  webhookSecret = 'whsec_standin0000000000',
) => ({
  STRIPE_SECRET_KEY: secretKey,
  STRIPE_WEBHOOK_SECRET: webhookSecret,
  STRIPE_API_BASE: `http://127.0.0.1:${port}`,
})

const root = path.resolve(import.meta.dirname, '../../../..')

/** Starts the stand-in for Stripe as a process of its own; it ends with this one. A port of 0 is any that is free. */
export async function startStandIn({
  secretKey = 'sk_test_standin0000',
  webhookSecret = 'whsec_standin0000000000',
  port = 0,
} = {}): Promise<StandIn> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'lib/payments/stripe/testing/stand-in.ts'], {
    cwd: root,
    env: { ...process.env, STAND_IN_KEY: secretKey, STAND_IN_SECRET: webhookSecret, STAND_IN_PORT: String(port) },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  const listening = once(createInterface(child.stdout), 'line') as Promise<[string]>
  const url = await Promise.race([
    listening.then(([line]) => line),
    ended.then(([code]) => Promise.reject(new Error(`the stand-in ended with ${String(code)}`))),
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
