import { z } from 'zod'
import { hideSecrets } from './environment/hide-secrets'
import { judgeDatabaseUrl, judgeSmtpUrl } from './environment/judge-address'
import { readProxies } from './security/read-proxies'
import { readEmail } from './text/read-email'

/** A variable that is wrong or missing, and what it should be. */
export type EnvProblem = { name: string; should: string }
type EnvSource = Record<string, string | undefined>
type Parsed<T> = { ok: true; env: T } | { ok: false; problems: EnvProblem[] }

/** What each variable should be: the sentence a person reads when it is not. */
const SHOULD = {
  PORT: 'be a port number from 1 to 65535',
  AUTH_URL: 'be the address people open, such as https://postage.example.com, without a path',
  AUTH_SECRET: 'be a random text of at least 32 characters (openssl rand -base64 33)',
  DATABASE_URL: 'be the address of a PostgreSQL database, such as postgres://user:password@host:5432/indicia',
  DATABASE_OWNER_URL: 'be the address of the same database with the login that owns it (postgres://…), or unset',
  OIDC_ISSUER: 'be the https address of your identity provider (http only on this machine)',
  OIDC_CLIENT_ID: 'be the client id that your identity provider gave to this application',
  OIDC_CLIENT_SECRET: 'be the client secret that your identity provider gave to this application',
  OIDC_GROUPS_CLAIM: 'be the name of the claim that lists a person’s groups, or unset',
  OIDC_ADMIN_GROUP: 'be the name of the group whose members are admins, or unset',
  ADMIN_EMAILS: 'be e-mail addresses, separated by commas',
  SESSION_HOURS: 'be how many hours a session lasts at most, such as 12 (0.01 to 720)',
  SESSION_IDLE_HOURS:
    'be after how many hours without activity a session ends, such as 8 (0.01 to 720), and no more than SESSION_HOURS',
  INDICIA_DEMO: 'be 1, or unset',
  INDICIA_DATA_DIR: 'be the path of a folder',
  API_WRITES_PER_MINUTE: 'be a whole number of requests, 0 for no limit',
  WEB_WRITES_PER_MINUTE: 'be a whole number of presses, 0 for no limit',
  SIGN_INS_PER_MINUTE: 'be a whole number of sign-ins, 0 for no limit',
  REFUSALS_PER_MINUTE: 'be a whole number of requests, 0 for no limit',
  TRUSTED_PROXIES:
    'be addresses or networks of your proxies, such as 10.0.0.0/8, or loopback, or private, separated by commas',
  VERCEL: 'be what Vercel sets it to, or unset',
  CRON_SECRET: 'be a random text of at least 16 characters, or unset',
  SUPPORT_EMAIL: 'be the e-mail address that cases are mailed to, or unset',
  SMTP_URL: 'be the address of your mail server, such as smtps://user:password@mail.example.com, or unset',
  STRIPE_SECRET_KEY:
    'be a secret or restricted key of your Stripe account (sk_live_…, sk_test_…, rk_live_… or rk_test_…), or unset',
  STRIPE_WEBHOOK_SECRET: 'be the signing secret of the webhook endpoint at Stripe (whsec_…), or unset',
  STRIPE_API_BASE: 'be the https address of a proxy to Stripe, without a path (http only on this machine), or unset',
  TEST_PROCESSOR_URL: 'be the http address of a test processor on this machine, or unset',
  LOG_LEVEL: 'be one of trace, debug, info, warn, error, fatal, silent',
} as const

/** A working day, and the longest pause in it; shorter sessions have no longer pauses. */
const SESSION_HOURS = 12
const SESSION_IDLE_HOURS = 8

/** Every variable that is read. */
export const VARIABLES: readonly string[] = Object.keys(SHOULD)

/** Says what exactly is wrong, where that is known. */
const judged = (judge: (value: string) => string | null) =>
  z.string().superRefine((value, context) => {
    const should = judge(value)
    if (should !== null) context.addIssue({ code: 'custom', params: { should } })
  })

const port = z
  .string()
  .regex(/^[0-9]{1,5}$/)
  .transform(Number)
  .refine((value) => value >= 1 && value <= 65535)
const postgresUrl = judged(judgeDatabaseUrl)

const origin = z
  .string()
  .transform(parseUrl)
  .refine(
    (url) =>
      url !== null &&
      /^https?:$/.test(url.protocol) &&
      url.pathname === '/' &&
      !url.search &&
      !url.hash &&
      !url.username,
  )
  .transform((url) => url?.origin ?? '')

// Kept to the letter: an issuer is compared as text, and some end in a slash.
const issuer = z.string().refine((value) => {
  const url = parseUrl(value)
  if (url === null || url.search || url.hash || url.username) return false
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))
})

const stripeKey = z.string().regex(/^[sr]k_(test|live)_[A-Za-z0-9_]{8,}$/)
const stripeWebhookSecret = z.string().regex(/^whsec_[A-Za-z0-9+/=_-]{8,}$/)
// The key goes there with every request.
const stripeApiBase = origin.refine((url) => url.startsWith('https://') || isLoopback(new URL(url).hostname))

// Test money only, so nothing of it may leave this machine.
const testProcessorUrl = origin.refine((url) => url.startsWith('http://') && isLoopback(new URL(url).hostname))

const email = z.string().refine((value) => readEmail(value) !== null)
const emails = z
  .string()
  .transform((list) =>
    list
      .toLowerCase()
      .split(/[\s,;]+/)
      .filter(Boolean),
  )
  .pipe(z.array(email))

const smtpUrl = judged(judgeSmtpUrl)

const hours = z
  .string()
  .regex(/^[0-9]{1,3}(\.[0-9]{1,3})?$/)
  .transform(Number)
  .refine((value) => value >= 0.01 && value <= 720)
const requestsPerMinute = z
  .string()
  .regex(/^[0-9]{1,7}$/)
  .transform(Number)
const trustedProxies = z
  .string()
  .transform(readProxies)
  .refine((networks) => networks !== null)
  .transform((networks) => networks ?? [])
const logLevelName = z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])

const stripe = {
  STRIPE_SECRET_KEY: stripeKey.optional(),
  STRIPE_WEBHOOK_SECRET: stripeWebhookSecret.optional(),
  STRIPE_API_BASE: stripeApiBase.optional(),
}

/** The variables that the server and its supervisor judge alike. */
const shared = {
  ...stripe,
  PORT: port.default(3000),
  AUTH_URL: origin.optional(),
  OIDC_GROUPS_CLAIM: z.string().default('groups'),
  OIDC_ADMIN_GROUP: z.string().optional(),
  ADMIN_EMAILS: emails.default([]),
  SESSION_HOURS: hours.default(SESSION_HOURS),
  SESSION_IDLE_HOURS: hours.optional(),
  INDICIA_DEMO: z.literal('1').optional(),
  API_WRITES_PER_MINUTE: requestsPerMinute.default(600),
  WEB_WRITES_PER_MINUTE: requestsPerMinute.default(90),
  SIGN_INS_PER_MINUTE: requestsPerMinute.default(120),
  REFUSALS_PER_MINUTE: requestsPerMinute.default(60),
  TRUSTED_PROXIES: trustedProxies.default([]),
  VERCEL: z.string().optional(),
  CRON_SECRET: z.string().min(16).optional(),
  SUPPORT_EMAIL: email.optional(),
  SMTP_URL: smtpUrl.optional(),
  TEST_PROCESSOR_URL: testProcessorUrl.optional(),
  LOG_LEVEL: logLevelName.default('info'),
}

function isIdleWithinSession({
  SESSION_HOURS: most,
  SESSION_IDLE_HOURS: idle = 0,
}: {
  SESSION_HOURS: number
  SESSION_IDLE_HOURS?: number
}) {
  return !(idle > most)
}

const serverVariables = z
  .object({
    ...shared,
    AUTH_SECRET: z.string().min(32),
    DATABASE_URL: postgresUrl,
    DATABASE_OWNER_URL: postgresUrl.optional(),
    OIDC_ISSUER: issuer,
    OIDC_CLIENT_ID: z.string(),
    OIDC_CLIENT_SECRET: z.string(),
  })
  .refine(isIdleWithinSession, { path: ['SESSION_IDLE_HOURS'] })

const supervisorVariables = z
  .object({
    ...shared,
    AUTH_SECRET: z.string().min(32).optional(),
    DATABASE_URL: postgresUrl.optional(),
    DATABASE_OWNER_URL: postgresUrl.optional(),
    OIDC_ISSUER: issuer.optional(),
    OIDC_CLIENT_ID: z.string().optional(),
    OIDC_CLIENT_SECRET: z.string().optional(),
    INDICIA_DATA_DIR: z.string().default('.data'),
  })
  .refine(isIdleWithinSession, { path: ['SESSION_IDLE_HOURS'] })

/** The environment of the server process. */
export type Env = ReturnType<typeof toEnv>

/** What `npm start` was given: database, identity provider and secret may still have to be made. */
export type SupervisorEnv = ReturnType<typeof toSupervisorEnv>

/** Reads the environment of the server process; says of every wrong variable what it should be. */
export function parseEnv(source: EnvSource): Parsed<Env> {
  const present = withoutEmpty(source)
  const parsed = serverVariables.safeParse(present)
  const problems = [...(parsed.success ? [] : problemsOf(parsed.error)), ...stripeContradictionsIn(present)]
  if (!parsed.success || problems.length > 0) return { ok: false, problems }
  return { ok: true, env: toEnv(parsed.data) }
}

/** Reads the environment of `npm start`, where what is unset is provided, and refuses what contradicts itself. */
export function parseSupervisorEnv(source: EnvSource): Parsed<SupervisorEnv> {
  const present = withoutEmpty(source)
  const parsed = supervisorVariables.safeParse(present)
  const problems = [...(parsed.success ? [] : problemsOf(parsed.error)), ...contradictionsIn(present)]
  if (!parsed.success || problems.length > 0) return { ok: false, problems }
  return { ok: true, env: toSupervisorEnv(parsed.data) }
}

/** The account at Stripe that cards are charged through. */
export type StripeSettings = {
  secretKey: string
  webhookSecret: string
  /** Where its API is: Stripe's own address, a proxy before it, or a stand-in. */
  apiBase: string
  /** Whether the key moves real money. */
  live: boolean
}

/** What the command line needs of the environment to ask Stripe; null where no account is set up. */
export function parseStripeEnv(source: EnvSource): Parsed<StripeSettings | null> {
  const present = withoutEmpty(source)
  const parsed = z.object(stripe).safeParse(present)
  const problems = [...(parsed.success ? [] : problemsOf(parsed.error)), ...stripeContradictionsIn(present)]
  if (!parsed.success || problems.length > 0) return { ok: false, problems }
  return { ok: true, env: toStripeSettings(parsed.data) }
}

/** The message of a start that cannot be: one line per variable. */
export function describeProblems(problems: EnvProblem[]): string {
  return problems.map(({ name, should }) => `${name}: should ${should}`).join('\n')
}

export class EnvError extends Error {
  override name = 'EnvError'
  constructor(readonly problems: EnvProblem[]) {
    super(describeProblems(problems))
  }
}

const cache = globalThis as typeof globalThis & { indiciaEnv?: Env }

/** The environment of this server process, parsed at the first call (at boot). Throws `EnvError`. */
export function env(): Env {
  if (cache.indiciaEnv) return cache.indiciaEnv
  const parsed = parseEnv(process.env)
  if (!parsed.ok) throw new EnvError(parsed.problems)
  cache.indiciaEnv = parsed.env
  return parsed.env
}

/** How much to log. Usable where the rest of the environment is not there, as in a build or in a test. */
export function logLevel(source: EnvSource = process.env): z.infer<typeof logLevelName> {
  return logLevelName.catch('info').parse(source.LOG_LEVEL)
}

/** A text without the secrets of this process's environment. */
export function withoutSecrets(text: string): string {
  return hideSecrets(text, process.env)
}

function toEnv(variables: z.output<typeof serverVariables>) {
  return {
    port: variables.PORT,
    authUrl: variables.AUTH_URL ?? `http://localhost:${variables.PORT}`,
    authSecret: variables.AUTH_SECRET,
    databaseUrl: variables.DATABASE_URL,
    databaseOwnerUrl: variables.DATABASE_OWNER_URL ?? variables.DATABASE_URL,
    oidc: {
      issuer: variables.OIDC_ISSUER,
      clientId: variables.OIDC_CLIENT_ID,
      clientSecret: variables.OIDC_CLIENT_SECRET,
      groupsClaim: variables.OIDC_GROUPS_CLAIM,
      adminGroup: variables.OIDC_ADMIN_GROUP ?? null,
    },
    adminEmails: variables.ADMIN_EMAILS,
    session: {
      seconds: variables.SESSION_HOURS * 3600,
      idleSeconds: (variables.SESSION_IDLE_HOURS ?? Math.min(SESSION_IDLE_HOURS, variables.SESSION_HOURS)) * 3600,
    },
    // The demo's people are known by their names alone: that is good for the provider on this machine and for no other.
    demo: variables.INDICIA_DEMO === '1' && isLoopback(new URL(variables.OIDC_ISSUER).hostname),
    apiWritesPerMinute: variables.API_WRITES_PER_MINUTE,
    webWritesPerMinute: variables.WEB_WRITES_PER_MINUTE,
    signInsPerMinute: variables.SIGN_INS_PER_MINUTE,
    refusalsPerMinute: variables.REFUSALS_PER_MINUTE,
    trustedProxies: variables.TRUSTED_PROXIES,
    /** Its edge says where a request comes from, and hands us no socket. */
    onVercel: variables.VERCEL !== undefined,
    cronSecret: variables.CRON_SECRET ?? null,
    /** Where cases are mailed to, and through what; null where that is not set up. */
    mail:
      variables.SUPPORT_EMAIL && variables.SMTP_URL
        ? { supportEmail: variables.SUPPORT_EMAIL, smtpUrl: variables.SMTP_URL }
        : null,
    stripe: toStripeSettings(variables),
    testProcessorUrl: variables.TEST_PROCESSOR_URL ?? null,
    logLevel: variables.LOG_LEVEL,
  }
}

function toStripeSettings(variables: z.output<z.ZodObject<typeof stripe>>): StripeSettings | null {
  const {
    STRIPE_SECRET_KEY: secretKey,
    STRIPE_WEBHOOK_SECRET: webhookSecret,
    STRIPE_API_BASE: apiBase = 'https://api.stripe.com',
  } = variables
  if (secretKey === undefined || webhookSecret === undefined) return null
  return { secretKey, webhookSecret, apiBase, live: /^.k_live_/.test(secretKey) }
}

function toSupervisorEnv(variables: z.output<typeof supervisorVariables>) {
  const databaseUrl = variables.DATABASE_URL ?? null
  return {
    port: variables.PORT,
    authUrl: variables.AUTH_URL ?? `http://localhost:${variables.PORT}`,
    authSecret: variables.AUTH_SECRET ?? null,
    dataDir: variables.INDICIA_DATA_DIR,
    database:
      databaseUrl === null ? null : { appUrl: databaseUrl, ownerUrl: variables.DATABASE_OWNER_URL ?? databaseUrl },
    oidcIssuer: variables.OIDC_ISSUER ?? null,
    adminGroup: variables.OIDC_ADMIN_GROUP ?? null,
    stripe: toStripeSettings(variables),
    /** Demo team and demo sign-in: on request, or where neither a database nor an issuer is given. */
    demo: variables.OIDC_ISSUER === undefined,
  }
}

/** Variables that are right one by one and wrong together. */
function contradictionsIn(present: EnvSource): EnvProblem[] {
  const problems = stripeContradictionsIn(present)
  const needs = (name: keyof typeof SHOULD, reason: string) => {
    if (present[name] === undefined) problems.push({ name, should: `${SHOULD[name]}, ${reason}` })
  }
  if (present.OIDC_ISSUER !== undefined) {
    needs('OIDC_CLIENT_ID', 'since OIDC_ISSUER is set')
    needs('OIDC_CLIENT_SECRET', 'since OIDC_ISSUER is set')
  } else if (present.OIDC_CLIENT_ID !== undefined || present.OIDC_CLIENT_SECRET !== undefined) {
    // Whoever sets up a client means their own provider: a demo sign-in must not take its place.
    needs('OIDC_ISSUER', 'since OIDC_CLIENT_ID or OIDC_CLIENT_SECRET is set')
  } else if (present.DATABASE_URL !== undefined && present.INDICIA_DEMO === undefined) {
    needs('OIDC_ISSUER', 'since DATABASE_URL is set; or set INDICIA_DEMO=1 for demo team and sign-in on it')
  }
  if (present.SMTP_URL !== undefined) needs('SUPPORT_EMAIL', 'since SMTP_URL is set')
  if (present.SUPPORT_EMAIL !== undefined) needs('SMTP_URL', 'since SUPPORT_EMAIL is set')
  if (present.DATABASE_OWNER_URL !== undefined) needs('DATABASE_URL', 'since DATABASE_OWNER_URL is set')
  return problems
}

/** With half of an account cards would be charged and never heard of again, or the other way round. */
function stripeContradictionsIn(present: EnvSource): EnvProblem[] {
  const { STRIPE_SECRET_KEY: key, STRIPE_WEBHOOK_SECRET: secret, STRIPE_API_BASE: base } = present
  const problems: EnvProblem[] = []
  const needs = (name: keyof typeof SHOULD, because: string) =>
    problems.push({ name, should: `${SHOULD[name].replace(', or unset', '')}, since ${because} is set` })
  if (key === undefined && (secret ?? base) !== undefined)
    needs('STRIPE_SECRET_KEY', secret === undefined ? 'STRIPE_API_BASE' : 'STRIPE_WEBHOOK_SECRET')
  if (secret === undefined && key !== undefined) needs('STRIPE_WEBHOOK_SECRET', 'STRIPE_SECRET_KEY')
  if (key !== undefined && present.TEST_PROCESSOR_URL !== undefined) {
    problems.push({
      name: 'TEST_PROCESSOR_URL',
      should: 'be unset, since STRIPE_SECRET_KEY is set: cards are charged by one or the other',
    })
  }
  return problems
}

function problemsOf(error: z.ZodError): EnvProblem[] {
  const faults = new Map(
    error.issues.map((issue) => {
      const should: unknown = issue.code === 'custom' ? issue.params?.should : undefined
      return [issue.path[0] as keyof typeof SHOULD, should] as const
    }),
  )
  return [...faults].map(([name, should]) => ({ name, should: typeof should === 'string' ? should : SHOULD[name] }))
}

/** A line such as `OIDC_ISSUER=` in a file means that the variable is not set. */
function withoutEmpty(source: EnvSource): EnvSource {
  const trimmed = Object.keys(SHOULD).map((name) => [name, source[name]?.trim()] as const)
  return Object.fromEntries(trimmed.filter(([, value]) => value !== undefined && value !== ''))
}

function parseUrl(value: string): URL | null {
  return URL.canParse(value) ? new URL(value) : null
}

function isLoopback(hostname: string): boolean {
  return /^(localhost|.+\.localhost|\[::1\]|127(\.\d+){3})$/.test(hostname)
}
