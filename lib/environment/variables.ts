import { z } from 'zod'
import {
  email,
  emails,
  hours,
  issuer,
  logLevelName,
  origin,
  port,
  postgresUrl,
  proxies,
  requestsPerMinute,
  smtpUrl,
  stripeApiBase,
  stripeKey,
  stripeWebhookSecret,
  testProcessorUrl,
} from './kinds'

/** Sections of docs/configuration.md and of .env.example, in their order. */
export const GROUPS = ['Server', 'Database', 'Sign-in', 'Cards', 'Limits', 'Jobs', 'Mail', 'Demo and tests'] as const

export type Variable = {
  group: (typeof GROUPS)[number]
  /** What it sets, in full sentences. */
  about: string
  /** What a value looks like: completes "NAME should be …". */
  format: string
  /** Reads the text. Its default is the variable's default. What the server cannot do without is not optional. */
  schema: z.ZodType
  /** What holds while it is unset, if the schema has no default. */
  unset?: string
  example?: string
  /** Hidden from the log: the whole value, or the password within a URL. */
  secret?: 'whole' | 'password'
  /** The host sets it, not the operator. */
  setByHost?: true
}

/**
 * Every environment variable that Indicia reads: the one source for the parser, the messages about a wrong value, the log's
 * filter of secrets, docs/configuration.md and .env.example. After a change run `npm run docs:generate`.
 */
export const VARIABLES = {
  PORT: {
    group: 'Server',
    about: 'The port that the server listens on.',
    format: 'a port number from 1 to 65535',
    schema: port.default(3000),
    example: '8080',
  },
  AUTH_URL: {
    group: 'Server',
    about: 'The address that people open. Forms are accepted from its origin only.',
    format: 'the address people open, such as https://postage.example.com, without a path',
    schema: origin.optional(),
    unset: '`http://localhost:PORT`',
    example: 'https://postage.example.com',
  },
  AUTH_SECRET: {
    group: 'Server',
    about: 'Signs and encrypts cookies.',
    format: 'a random text of at least 32 characters (openssl rand -base64 33)',
    schema: z.string().min(32),
    unset: '`npm start` makes one and keeps it in the data folder',
    secret: 'whole',
  },
  INDICIA_DATA_DIR: {
    group: 'Server',
    about:
      'The folder of the embedded database and of generated secrets. Each running copy needs its own folder and port.',
    format: 'the path of a folder',
    schema: z.string().default('.data'),
    example: '/var/lib/indicia',
  },
  TRUSTED_PROXIES: {
    group: 'Server',
    about:
      'The reverse proxies whose `X-Forwarded-For` header is believed. Set it behind a proxy, or all callers count as one address.',
    format: 'addresses or networks of your proxies, such as 10.0.0.0/8, or loopback, or private, separated by commas',
    schema: proxies.default([]),
    unset: 'no proxy is trusted',
    example: 'loopback, 10.0.0.0/8',
  },
  LOG_LEVEL: {
    group: 'Server',
    about: 'The log holds messages of this level and of every more severe one.',
    format: 'one of trace, debug, info, warn, error, fatal, silent',
    schema: logLevelName.default('info'),
    example: 'warn',
  },
  DATABASE_URL: {
    group: 'Database',
    about:
      'Your own PostgreSQL (15 or later), with the login of the application. In the password, write `/` as `%2F`, `?` as `%3F`, `#` as `%23`, `%` as `%25`, and a space as `%20`.',
    format: 'the address of a PostgreSQL database, such as postgres://user:password@host:5432/indicia',
    schema: postgresUrl,
    unset: '`npm start` runs an embedded PostgreSQL in the data folder',
    example: 'postgres://indicia_app:PASSWORD@db.example.com:5432/indicia',
    secret: 'password',
  },
  DATABASE_OWNER_URL: {
    group: 'Database',
    about: 'The same database with the login that owns it and migrates it. It connects directly, not through a pooler.',
    format: 'the address of the same database with the login that owns it (postgres://…)',
    schema: postgresUrl.optional(),
    unset: '`DATABASE_URL`',
    example: 'postgres://indicia_owner:PASSWORD@db.example.com:5432/indicia',
    secret: 'password',
  },
  OIDC_ISSUER: {
    group: 'Sign-in',
    about: 'Your identity provider’s issuer, exactly as the provider writes it.',
    format: 'the https address of your identity provider (http only on this machine)',
    schema: issuer,
    unset: '`npm start` runs a demo provider with a demo team',
    example: 'https://login.example.com/realms/staff',
  },
  OIDC_CLIENT_ID: {
    group: 'Sign-in',
    about:
      'The client that you registered with your identity provider. Its redirect address is `AUTH_URL/api/auth/callback/sso`.',
    format: 'the client id that your identity provider gave to this application',
    schema: z.string(),
    example: 'indicia',
  },
  OIDC_CLIENT_SECRET: {
    group: 'Sign-in',
    about: 'The secret of that client.',
    format: 'the client secret that your identity provider gave to this application',
    schema: z.string(),
    secret: 'whole',
  },
  OIDC_GROUPS_CLAIM: {
    group: 'Sign-in',
    about: 'The claim that lists a person’s groups.',
    format: 'the name of a claim, or a path to it such as realm_access.roles',
    schema: z.string().default('groups'),
    example: 'roles',
  },
  OIDC_ADMIN_GROUP: {
    group: 'Sign-in',
    about: 'The group whose members are admins. Everybody else is staff.',
    format: 'the name of the group whose members are admins',
    schema: z.string().optional(),
    unset: 'admins assign roles on the Members page',
    example: 'postage-admins',
  },
  ADMIN_EMAILS: {
    group: 'Sign-in',
    about:
      'The people who may become the first admin of a team that has none. The provider must say that the address is verified.',
    format: 'e-mail addresses, separated by commas',
    schema: emails.default([]),
    unset: 'nobody becomes an admin by address',
    example: 'ada@example.com, grace@example.com',
  },
  SESSION_HOURS: {
    group: 'Sign-in',
    about: 'How many hours a session lasts at most.',
    format: 'a number of hours from 0.01 to 720, such as 12',
    schema: hours.default(12),
    example: '24',
  },
  SESSION_IDLE_HOURS: {
    group: 'Sign-in',
    about: 'After how many hours without activity a session ends.',
    format: 'a number of hours from 0.01 to 720, such as 8, and no more than SESSION_HOURS',
    schema: hours.optional(),
    unset: '8, or `SESSION_HOURS` if that is less',
    example: '1.5',
  },
  STRIPE_SECRET_KEY: {
    group: 'Cards',
    about: 'The secret key of your Stripe account, which then charges cards. A test key (`sk_test_…`) moves no money.',
    format: 'a secret or restricted key of your Stripe account (sk_live_…, sk_test_…, rk_live_… or rk_test_…)',
    schema: stripeKey.optional(),
    unset: 'the built-in test processor',
    secret: 'whole',
  },
  STRIPE_WEBHOOK_SECRET: {
    group: 'Cards',
    about: 'The signing secret of the webhook endpoint that you make at Stripe for `AUTH_URL/api/webhooks/stripe`.',
    format: 'the signing secret of the webhook endpoint at Stripe (whsec_…)',
    schema: stripeWebhookSecret.optional(),
    secret: 'whole',
  },
  STRIPE_API_BASE: {
    group: 'Cards',
    about: 'A proxy in front of Stripe’s API.',
    format: 'the https address of a proxy to Stripe, without a path (http only on this machine)',
    schema: stripeApiBase.optional(),
    unset: '`https://api.stripe.com`',
    example: 'https://stripe-proxy.example.com',
  },
  API_WRITES_PER_MINUTE: {
    group: 'Limits',
    about: 'How many writes an API key may make in a minute, in bursts of up to 100. `0` is no limit.',
    format: 'a whole number of requests, 0 for no limit',
    schema: requestsPerMinute.default(600),
    example: '1200',
  },
  WEB_WRITES_PER_MINUTE: {
    group: 'Limits',
    about:
      'How many changes and exports one person may make on the web in a minute. A team may make ten times as many. `0` is no limit.',
    format: 'a whole number of requests, 0 for no limit',
    schema: requestsPerMinute.default(90),
    example: '180',
  },
  SIGN_INS_PER_MINUTE: {
    group: 'Limits',
    about: 'How many sign-ins may begin, and how many may fail, from one address in a minute. `0` is no limit.',
    format: 'a whole number of sign-ins, 0 for no limit',
    schema: requestsPerMinute.default(120),
    example: '240',
  },
  REFUSALS_PER_MINUTE: {
    group: 'Limits',
    about:
      'How many wrong API keys, wrong webhook signatures, and wrong job secrets one address may send in a minute. Correct ones from that address are never slowed down. `0` is no limit.',
    format: 'a whole number of requests, 0 for no limit',
    schema: requestsPerMinute.default(60),
    example: '30',
  },
  CRON_SECRET: {
    group: 'Jobs',
    about:
      'The secret of a scheduler that calls the job routes (`/api/cron/…`). It is needed where no process runs all the time, as on Vercel.',
    format: 'a random text of at least 16 characters',
    schema: z.string().min(16).optional(),
    unset: 'the server runs its jobs itself, and the job routes answer 404',
    secret: 'whole',
  },
  VERCEL: {
    group: 'Jobs',
    about: 'Vercel sets it. The server then takes a caller’s address from Vercel’s headers.',
    format: 'the value that Vercel gives it',
    schema: z.string().optional(),
    setByHost: true,
  },
  SUPPORT_EMAIL: {
    group: 'Mail',
    about: 'The address that receives help cases by mail. Cases are always kept in the database.',
    format: 'the e-mail address that cases are mailed to',
    schema: email.optional(),
    unset: 'cases are not mailed',
    example: 'help@example.com',
  },
  SMTP_URL: {
    group: 'Mail',
    about: 'The mail server that sends those mails. `smtp://` with a user name requires STARTTLS.',
    format: 'the address of your mail server, such as smtps://user:password@mail.example.com',
    schema: smtpUrl.optional(),
    unset: 'cases are not mailed',
    example: 'smtps://indicia:PASSWORD@mail.example.com',
    secret: 'password',
  },
  INDICIA_DEMO: {
    group: 'Demo and tests',
    about:
      'Puts the demo team and the demo sign-in on the database of `DATABASE_URL`. Never set it on a database that matters.',
    format: '1 and nothing else',
    schema: z.literal('1').optional(),
    unset: 'the demo runs only without `DATABASE_URL` and `OIDC_ISSUER`',
    example: '1',
  },
  TEST_PROCESSOR_URL: {
    group: 'Demo and tests',
    about: 'A test processor in a process of its own, for tests of network faults.',
    format: 'the http address of a test processor on this machine',
    schema: testProcessorUrl.optional(),
    unset: 'the built-in test processor',
    example: 'http://127.0.0.1:9000',
  },
} satisfies Record<string, Variable>

export type VariableName = keyof typeof VARIABLES

/** The names of all variables. */
export const VARIABLE_NAMES = Object.keys(VARIABLES) as readonly VariableName[]

/** What a wrong value should be: completes "NAME should …". */
export function shouldBe(name: VariableName): string {
  const { format, schema } = VARIABLES[name]
  return `be ${format}${schema instanceof z.ZodOptional ? ', or unset' : ''}`
}
