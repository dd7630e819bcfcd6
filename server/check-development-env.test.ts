import { expect, it } from 'vitest'
import { checkDevelopmentEnv } from './check-development-env'

const at = (host: string) => `postgres://someone@${host}:5432/indicia`
const stripe = (live: boolean) => ({ secretKey: 'x', webhookSecret: 'x', apiBase: 'https://api.stripe.com', live })

it('develops on a database of this machine, with test cards', () => {
  const database = { appUrl: at('localhost'), ownerUrl: at('127.0.0.1') }
  expect(() => checkDevelopmentEnv({ stripe: null, database: null })).not.toThrow()
  expect(() => checkDevelopmentEnv({ stripe: stripe(false), database })).not.toThrow()
})

it('refuses real money, and a database elsewhere', () => {
  expect(() => checkDevelopmentEnv({ stripe: stripe(true), database: null })).toThrow('STRIPE_SECRET_KEY')
  for (const [appUrl, ownerUrl] of [
    [at('db.example.com'), at('localhost')],
    [at('localhost'), at('db.example.com')],
  ] as const)
    expect(() => checkDevelopmentEnv({ stripe: null, database: { appUrl, ownerUrl } })).toThrow('DATABASE_URL')
})
