import { z } from 'zod'
import { findConflicts, findStripeConflicts } from './environment/find-conflicts'
import { hideSecrets } from './environment/hide-secrets'
import { isLoopback } from './environment/is-loopback'
import { logLevelName } from './environment/kinds'
import { shouldBe, VARIABLE_NAMES, VARIABLES, type VariableName } from './environment/variables'

/** A variable that is wrong or missing, and what it should be. */
export type EnvProblem = { name: string; should: string }
type EnvSource = Record<string, string | undefined>
type Parsed<T> = { ok: true; env: T } | { ok: false; problems: EnvProblem[] }

/** The longest pause in a working day; shorter sessions have no longer pauses. */
const SESSION_IDLE_HOURS = 8

const variables = z.object(
  Object.fromEntries(VARIABLE_NAMES.map((name) => [name, VARIABLES[name].schema])) as {
    [Name in VariableName]: (typeof VARIABLES)[Name]['schema']
  },
)

const isIdleWithinSession = (hours: { SESSION_HOURS: number; SESSION_IDLE_HOURS?: number }) =>
  !((hours.SESSION_IDLE_HOURS ?? 0) > hours.SESSION_HOURS)

const serverVariables = variables.refine(isIdleWithinSession, { path: ['SESSION_IDLE_HOURS'] })

/** `npm start` provides these if they are unset. */
const supervisorVariables = variables
  .partial({
    AUTH_SECRET: true,
    DATABASE_URL: true,
    OIDC_ISSUER: true,
    OIDC_CLIENT_ID: true,
    OIDC_CLIENT_SECRET: true,
  })
  .refine(isIdleWithinSession, { path: ['SESSION_IDLE_HOURS'] })

const stripeVariables = variables.pick({ STRIPE_SECRET_KEY: true, STRIPE_WEBHOOK_SECRET: true, STRIPE_API_BASE: true })

/** The environment of the server process. */
export type Env = ReturnType<typeof toEnv>

/** The environment of `npm start`. It provides the database, the identity provider, and the secret if they are unset. */
export type SupervisorEnv = ReturnType<typeof toSupervisorEnv>

/** Parses the environment of the server process, and explains each wrong variable. */
export function parseEnv(source: EnvSource): Parsed<Env> {
  const present = withoutEmpty(source)
  const parsed = serverVariables.safeParse(present)
  const problems = [...(parsed.success ? [] : problemsOf(parsed.error)), ...findStripeConflicts(present)]
  if (!parsed.success || problems.length > 0) return { ok: false, problems }
  return { ok: true, env: toEnv(parsed.data) }
}

/** Reads the environment of `npm start`, and refuses contradictions. */
export function parseSupervisorEnv(source: EnvSource): Parsed<SupervisorEnv> {
  const present = withoutEmpty(source)
  const parsed = supervisorVariables.safeParse(present)
  const problems = [...(parsed.success ? [] : problemsOf(parsed.error)), ...findConflicts(present)]
  if (!parsed.success || problems.length > 0) return { ok: false, problems }
  return { ok: true, env: toSupervisorEnv(parsed.data) }
}

/** The Stripe account that charges cards. */
export type StripeSettings = {
  secretKey: string
  webhookSecret: string
  /** Where its API is: Stripe's own address, a proxy before it, or a fake. */
  apiBase: string
  /** Whether the key moves real money. */
  live: boolean
}

/** The Stripe account for the command line, or null if none is set up. */
export function parseStripeEnv(source: EnvSource): Parsed<StripeSettings | null> {
  const present = withoutEmpty(source)
  const parsed = stripeVariables.safeParse(present)
  const problems = [...(parsed.success ? [] : problemsOf(parsed.error)), ...findStripeConflicts(present)]
  if (!parsed.success || problems.length > 0) return { ok: false, problems }
  return { ok: true, env: toStripeSettings(parsed.data) }
}

/** The account as it is before its webhook endpoint is registered: a key, and no signing secret yet. */
export function parseStripeKey(source: EnvSource): Parsed<StripeSettings | null> {
  const { STRIPE_WEBHOOK_SECRET: _, ...present } = withoutEmpty(source)
  const parsed = stripeVariables.safeParse(present)
  if (!parsed.success) return { ok: false, problems: problemsOf(parsed.error) }
  return { ok: true, env: toStripeSettings({ ...parsed.data, STRIPE_WEBHOOK_SECRET: '' }) }
}

/** The message of a refused start: one line per variable. */
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

/** Whether `npm run dev` serves. The build inlines the value, so a built server cannot be switched. */
export function isDevelopment(): boolean {
  return process.env.NODE_ENV === 'development'
}

/** The log level. Usable without the rest of the environment, as in a build or a test. */
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
    // The demo's people have no passwords, so the demo accepts only the provider on this machine.
    demo: variables.INDICIA_DEMO === '1' && isLoopback(new URL(variables.OIDC_ISSUER).hostname),
    apiWritesPerMinute: variables.API_WRITES_PER_MINUTE,
    webWritesPerMinute: variables.WEB_WRITES_PER_MINUTE,
    signInsPerMinute: variables.SIGN_INS_PER_MINUTE,
    refusalsPerMinute: variables.REFUSALS_PER_MINUTE,
    trustedProxies: variables.TRUSTED_PROXIES,
    /** On Vercel the caller's address is in a header, because there is no socket. */
    onVercel: variables.VERCEL !== undefined,
    cronSecret: variables.CRON_SECRET ?? null,
    /** The recipient of cases and the mail server, or null if mail is not set up. */
    mail:
      variables.SUPPORT_EMAIL && variables.SMTP_URL
        ? { supportEmail: variables.SUPPORT_EMAIL, smtpUrl: variables.SMTP_URL }
        : null,
    stripe: toStripeSettings(variables),
    testProcessorUrl: variables.TEST_PROCESSOR_URL ?? null,
    logLevel: variables.LOG_LEVEL,
  }
}

function toStripeSettings(variables: z.output<typeof stripeVariables>): StripeSettings | null {
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
    /** Demo team and demo sign-in, if no issuer is set. `INDICIA_DEMO` allows it on an own database. */
    demo: variables.OIDC_ISSUER === undefined,
  }
}

function problemsOf(error: z.ZodError): EnvProblem[] {
  const faults = new Map(
    error.issues.map((issue) => {
      const should: unknown = issue.code === 'custom' ? issue.params?.should : undefined
      return [issue.path[0] as VariableName, should] as const
    }),
  )
  return [...faults].map(([name, should]) => ({ name, should: typeof should === 'string' ? should : shouldBe(name) }))
}

/** A line such as `OIDC_ISSUER=` in a file means that the variable is not set. */
function withoutEmpty(source: EnvSource): EnvSource {
  const trimmed = VARIABLE_NAMES.map((name) => [name, source[name]?.trim()] as const)
  return Object.fromEntries(trimmed.filter(([, value]) => value !== undefined && value !== ''))
}
