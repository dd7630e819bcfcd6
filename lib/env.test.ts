import { afterEach, describe, expect, it, vi } from 'vitest'
import { env, EnvError, logLevel, parseEnv, parseStripeEnv, parseSupervisorEnv } from './env'

const complete = {
  AUTH_SECRET: 'a'.repeat(32),
  DATABASE_URL: 'postgres://indicia@127.0.0.1:5432/indicia',
  OIDC_ISSUER: 'https://login.example.com/',
  OIDC_CLIENT_ID: 'indicia',
  OIDC_CLIENT_SECRET: 'secret',
}

const stripe = { STRIPE_SECRET_KEY: 'sk_test_51Habcdefgh', STRIPE_WEBHOOK_SECRET: 'whsec_abcdefgh12345678' }

const namesOf = (result: ReturnType<typeof parseEnv> | ReturnType<typeof parseSupervisorEnv>) =>
  result.ok ? [] : result.problems.map((problem) => problem.name)

describe('parseEnv', () => {
  it('fills in what may be left out', () => {
    expect(parseEnv(complete)).toEqual({
      ok: true,
      env: {
        port: 3000,
        authUrl: 'http://localhost:3000',
        authSecret: complete.AUTH_SECRET,
        databaseUrl: complete.DATABASE_URL,
        databaseOwnerUrl: complete.DATABASE_URL,
        oidc: {
          issuer: 'https://login.example.com/',
          clientId: 'indicia',
          clientSecret: 'secret',
          groupsClaim: 'groups',
          adminGroup: null,
        },
        adminEmails: [],
        session: { seconds: 43_200, idleSeconds: 28_800 },
        demo: false,
        apiWritesPerMinute: 600,
        webWritesPerMinute: 90,
        signInsPerMinute: 120,
        refusalsPerMinute: 60,
        trustedProxies: [],
        onVercel: false,
        cronSecret: null,
        mail: null,
        stripe: null,
        testProcessorUrl: null,
        logLevel: 'info',
      },
    })
  })

  it('names every missing variable at once, and takes an empty one for missing', () => {
    expect(namesOf(parseEnv({ AUTH_SECRET: '', DATABASE_URL: '  ' })).sort()).toEqual([
      'AUTH_SECRET',
      'DATABASE_URL',
      'OIDC_CLIENT_ID',
      'OIDC_CLIENT_SECRET',
      'OIDC_ISSUER',
    ])
    expect(parseEnv({ ...complete, PORT: '', OIDC_ADMIN_GROUP: '' }).ok).toBe(true)
  })

  it.each([
    ['PORT', '0'],
    ['PORT', '65536'],
    ['PORT', '3e3'],
    ['PORT', '-1'],
    ['PORT', 'http'],
    ['AUTH_URL', 'postage.example.com'],
    ['AUTH_URL', 'https://postage.example.com/app'],
    ['AUTH_URL', 'ftp://a'],
    ['AUTH_URL', 'https://a/?b'],
    ['AUTH_URL', 'https://user@a'],
    ['AUTH_SECRET', 'short'],
    ['DATABASE_URL', 'mysql://a/b'],
    ['DATABASE_OWNER_URL', 'a/b'],
    ['OIDC_ISSUER', 'http://login.example.com'],
    ['OIDC_ISSUER', 'http://127.0.0.1.example.com'],
    ['OIDC_ISSUER', 'login.example.com'],
    ['OIDC_ISSUER', 'https://a/?b=c'],
    ['ADMIN_EMAILS', 'someone'],
    ['ADMIN_EMAILS', 'a@example.com,b@'],
    ['SESSION_HOURS', '0'],
    ['SESSION_HOURS', '721'],
    ['SESSION_HOURS', '1e1'],
    ['SESSION_HOURS', '8h'],
    ['SESSION_IDLE_HOURS', '-1'],
    ['SESSION_IDLE_HOURS', '13'],
    ['INDICIA_DEMO', 'yes'],
    ['API_WRITES_PER_MINUTE', '-5'],
    ['API_WRITES_PER_MINUTE', 'none'],
    ['WEB_WRITES_PER_MINUTE', '-1'],
    ['SIGN_INS_PER_MINUTE', 'many'],
    ['REFUSALS_PER_MINUTE', '1.5'],
    ['TRUSTED_PROXIES', 'nginx'],
    ['TRUSTED_PROXIES', '10.0.0.0/64'],
    ['CRON_SECRET', 'short'],
    ['SUPPORT_EMAIL', 'help'],
    ['SUPPORT_EMAIL', 'a@example.com, b@example.com'],
    ['SMTP_URL', 'mail.example.com'],
    ['SMTP_URL', 'https://mail.example.com'],
    ['STRIPE_API_BASE', 'http://stripe.example.com'],
    ['STRIPE_API_BASE', 'https://stripe.example.com/v1'],
    ['TEST_PROCESSOR_URL', 'http://cards.example.com'],
    ['TEST_PROCESSOR_URL', 'https://127.0.0.1'],
    ['LOG_LEVEL', 'loud'],
  ])('refuses %s=%s', (name, value) => {
    const account = name.startsWith('STRIPE_') ? stripe : {}
    const result = parseEnv({ ...complete, ...account, [name]: value })
    expect(namesOf(result)).toEqual([name])
    expect(result.ok ? '' : result.problems[0]?.should).toMatch(/^(be|begin) /)
  })

  it.each([
    [
      { SESSION_HOURS: '24', SESSION_IDLE_HOURS: '24' },
      { seconds: 86_400, idleSeconds: 86_400 },
    ],
    [{ SESSION_HOURS: '4' }, { seconds: 14_400, idleSeconds: 14_400 }],
    [{ SESSION_IDLE_HOURS: '0.5' }, { seconds: 43_200, idleSeconds: 1_800 }],
  ])('lets a session last as %j says', (hours, session) => {
    expect(parseEnv({ ...complete, ...hours })).toMatchObject({ ok: true, env: { session } })
    expect(parseSupervisorEnv(hours).ok).toBe(true)
  })

  it.each([
    ['https://postage.example.com/', 'https://postage.example.com'],
    ['http://localhost:4000', 'http://localhost:4000'],
  ])('takes AUTH_URL=%s', (value, authUrl) => {
    expect(parseEnv({ ...complete, AUTH_URL: value })).toMatchObject({ ok: true, env: { authUrl } })
  })

  it.each(['http://localhost:9000', 'http://127.0.0.1:9000', 'http://[::1]:9000', 'http://idp.localhost'])(
    'takes the issuer %s on this machine',
    (issuer) => {
      const parsed = parseEnv({ ...complete, OIDC_ISSUER: issuer })
      expect(parsed).toMatchObject({ ok: true, env: { oidc: { issuer } } })
    },
  )

  it('mails where both an address and a mail server are given', () => {
    expect(
      parseEnv({ ...complete, SUPPORT_EMAIL: 'help@example.com', SMTP_URL: 'smtps://u:p@mail.example.com' }),
    ).toMatchObject({ env: { mail: { supportEmail: 'help@example.com', smtpUrl: 'smtps://u:p@mail.example.com' } } })
  })

  it.each([
    ['sk_test_51Habcdefgh', false],
    ['sk_live_51Habcdefgh', true],
    ['rk_test_51Habcdefgh', false],
    ['rk_live_51Habcdefgh', true],
  ])('charges cards through Stripe with the key %s, for real: %s', (secretKey, live) => {
    expect(parseEnv({ ...complete, ...stripe, STRIPE_SECRET_KEY: secretKey })).toMatchObject({
      ok: true,
      env: {
        stripe: { secretKey, webhookSecret: stripe.STRIPE_WEBHOOK_SECRET, apiBase: 'https://api.stripe.com', live },
      },
    })
  })

  it.each(['https://stripe-proxy.example.com:8443', 'http://127.0.0.1:12111', 'http://localhost:12111'])(
    'reaches Stripe by %s',
    (base) => {
      expect(parseEnv({ ...complete, ...stripe, STRIPE_API_BASE: base })).toMatchObject({
        ok: true,
        env: { stripe: { apiBase: base } },
      })
    },
  )

  it.each(['pk_test_51Habcdefgh', 'sk_51Habcdefgh', 'whsec_abcdefgh', 'sk_test_', 'sk_test_51H abcdefgh'])(
    'refuses the key %s',
    (key) => {
      expect(namesOf(parseEnv({ ...complete, ...stripe, STRIPE_SECRET_KEY: key }))).toEqual(['STRIPE_SECRET_KEY'])
    },
  )

  it('refuses a signing secret that is none', () => {
    expect(namesOf(parseEnv({ ...complete, ...stripe, STRIPE_WEBHOOK_SECRET: 'sk_test_51Habcdefgh' }))).toEqual([
      'STRIPE_WEBHOOK_SECRET',
    ])
  })

  it.each([
    [
      { STRIPE_SECRET_KEY: stripe.STRIPE_SECRET_KEY },
      'STRIPE_WEBHOOK_SECRET',
      /^be the signing secret[^,]+, since STRIPE_SECRET_KEY is set$/,
    ],
    [
      { STRIPE_WEBHOOK_SECRET: stripe.STRIPE_WEBHOOK_SECRET },
      'STRIPE_SECRET_KEY',
      /, since STRIPE_WEBHOOK_SECRET is set$/,
    ],
    [{ STRIPE_API_BASE: 'https://stripe.example.com' }, 'STRIPE_SECRET_KEY', /, since STRIPE_API_BASE is set$/],
    [
      { ...stripe, TEST_PROCESSOR_URL: 'http://localhost:9000' },
      'TEST_PROCESSOR_URL',
      /^be unset, since STRIPE_SECRET_KEY is set/,
    ],
  ])('stops the start, the server’s and its supervisor’s, with %j', (source, name, should) => {
    for (const result of [parseEnv({ ...complete, ...source }), parseSupervisorEnv(source)]) {
      expect(namesOf(result)).toEqual([name])
      expect(result.ok ? '' : result.problems[0]?.should).toMatch(should)
    }
  })

  it('tells the command line of the account at Stripe alone', () => {
    expect(parseStripeEnv({})).toEqual({ ok: true, env: null })
    expect(parseStripeEnv(stripe)).toMatchObject({
      ok: true,
      env: { secretKey: stripe.STRIPE_SECRET_KEY, live: false },
    })
    expect(parseStripeEnv({ STRIPE_SECRET_KEY: 'x' })).toMatchObject({ ok: false })
  })

  it('reads lists of e-mail addresses as people write them', () => {
    expect(
      parseEnv({ ...complete, ADMIN_EMAILS: ' Ada@Example.com, grace@example.com alan@example.com, ' }),
    ).toMatchObject({ env: { adminEmails: ['ada@example.com', 'grace@example.com', 'alan@example.com'] } })
  })
})

describe('parseSupervisorEnv', () => {
  it('needs nothing: everything is made, with a demo', () => {
    expect(parseSupervisorEnv({})).toEqual({
      ok: true,
      env: {
        port: 3000,
        authUrl: 'http://localhost:3000',
        authSecret: null,
        dataDir: '.data',
        database: null,
        oidcIssuer: null,
        adminGroup: null,
        stripe: null,
        demo: true,
      },
    })
  })

  it('asks for an issuer where there is a database, and says what else would do', () => {
    const result = parseSupervisorEnv({ DATABASE_URL: complete.DATABASE_URL })
    expect(namesOf(result)).toEqual(['OIDC_ISSUER'])
    expect(result.ok ? '' : result.problems[0]?.should).toContain('INDICIA_DEMO=1')
  })

  it('takes a database with INDICIA_DEMO=1', () => {
    expect(parseSupervisorEnv({ DATABASE_URL: complete.DATABASE_URL, INDICIA_DEMO: '1' })).toMatchObject({
      ok: true,
      env: { demo: true, database: { appUrl: complete.DATABASE_URL, ownerUrl: complete.DATABASE_URL } },
    })
  })

  it('has no demo beside a real issuer', () => {
    const { AUTH_SECRET: _, DATABASE_URL: __, ...oidc } = complete
    const parsed = parseSupervisorEnv({ ...oidc, INDICIA_DEMO: '1' })
    expect(parsed).toMatchObject({ ok: true, env: { demo: false, database: null } })
  })

  it.each([
    [{ OIDC_ISSUER: complete.OIDC_ISSUER }, ['OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET']],
    [{ OIDC_CLIENT_ID: 'indicia', OIDC_CLIENT_SECRET: 'secret' }, ['OIDC_ISSUER']],
    [{ DATABASE_OWNER_URL: complete.DATABASE_URL }, ['DATABASE_URL']],
    [{ SMTP_URL: 'smtp://mail.example.com:25' }, ['SUPPORT_EMAIL']],
    [{ SUPPORT_EMAIL: 'help@example.com' }, ['SMTP_URL']],
    [{ PORT: 'x', AUTH_URL: 'y', AUTH_SECRET: 'z' }, ['AUTH_SECRET', 'AUTH_URL', 'PORT']],
  ])('refuses %j', (source, names) => {
    expect(namesOf(parseSupervisorEnv(source)).sort()).toEqual(names)
  })
})

describe('env', () => {
  afterEach(() => {
    vi.unstubAllEnvs()
    Reflect.deleteProperty(globalThis, 'indiciaEnv')
  })

  it('throws with the names until the environment is complete, then keeps what it read', () => {
    for (const name of Object.keys(complete)) vi.stubEnv(name, '')
    expect(() => env()).toThrow(EnvError)
    expect(() => env()).toThrow(/^AUTH_SECRET: should be a random text/m)
    for (const [name, value] of Object.entries(complete)) vi.stubEnv(name, value)
    const first = env()
    vi.stubEnv('OIDC_CLIENT_ID', 'another')
    expect(env()).toBe(first)
  })
})

it('logs at a level that exists', () => {
  expect(logLevel({})).toBe('info')
  expect(logLevel({ LOG_LEVEL: 'debug' })).toBe('debug')
  expect(logLevel({ LOG_LEVEL: 'loud' })).toBe('info')
})
