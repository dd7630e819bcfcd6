import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { inspect } from 'node:util'
import type { SupervisorEnv } from '../lib/env'
import { describeSetup } from '../lib/environment/describe-setup'
import { hideSecrets } from '../lib/environment/hide-secrets'
import { untilPortIsFree } from './claim-port'
import { checkDevelopmentEnv } from './check-development-env'
import { createLifecycle, type Lifecycle } from './create-lifecycle'
import { DEMO_PEOPLE } from './demo-people'
import { describeStartError } from './describe-start-error'
import { ensureAuthSecret } from './ensure-auth-secret'
import { lockDataFolder } from './lock-data-folder'
import { readSupervisorEnv } from './read-supervisor-env'
import { startNextServer, type Mode } from './start-next-server'
import { watchParent, type StartedBy } from './watch-parent'

type Database = { appUrl: string; ownerUrl: string }
type Oidc = Record<'OIDC_ISSUER' | 'OIDC_CLIENT_ID' | 'OIDC_CLIENT_SECRET', string>

const print = (line: string) => void process.stdout.write(`${line}\n`)

/** `npm run dev` can run next to `npm start`: it has its own folder and port, unless it is given others. */
const DEVELOPMENT = { INDICIA_DATA_DIR: '.data-dev', PORT: '3001' }

/**
 * The main program of `npm start` and `npm run dev`. It starts the database, the identity provider, and the web server
 * unless the environment names one, keeps them running together, and leaves nothing running when it stops.
 */
export async function supervise(root: string, startedBy: StartedBy, mode: Mode = 'production'): Promise<void> {
  const lifecycle = createLifecycle({ print, exit: (code) => process.exit(code) })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => void lifecycle.stop(signal === 'SIGINT' ? '\nStopping…' : 'Stopping…', 0))
  }
  watchParent(startedBy, () => void lifecycle.stop('Stopping, since npm is gone.', 0))
  try {
    await lifecycle.run(() => start(root, mode, lifecycle))
  } catch (error) {
    // Failures after a stop, or after a part ended, are consequences.
    if (lifecycle.isStopping()) return
    const dataDir = path.resolve(root, process.env.INDICIA_DATA_DIR?.trim() || '.data')
    console.error(hideSecrets(describeStartError(error, dataDir) ?? inspect(error), process.env))
    await lifecycle.stop('', 1)
  }
}

async function start(root: string, mode: Mode, lifecycle: Lifecycle): Promise<void> {
  const env = readSupervisorEnv(root, print, mode === 'development' ? DEVELOPMENT : {})
  if (mode === 'development') checkDevelopmentEnv(env)
  const dataDir = path.resolve(root, env.dataDir)
  if (!env.demo && process.env.INDICIA_DEMO) print('INDICIA_DEMO is ignored, since OIDC_ISSUER is set.')
  lifecycle.add('The lock', await lockDataFolder(dataDir))
  await untilPortIsFree(env.port)

  const [database, oidc, authSecret] = await allStarted([
    env.database ?? startDatabase(dataDir, lifecycle),
    env.demo ? startSignIn(env, dataDir, lifecycle) : null,
    env.authSecret ?? ensureAuthSecret(dataDir),
  ])
  lifecycle.checkpoint()
  const migrated = migrateAndSeed(database, env.demo)
  // An external database can differ from its description. It is better to report that here than to let the web server
  // fail.
  if (env.database) await migrated

  // Loading it takes as long as everything else together. It migrates itself, and a second process waits for the lock.
  const server = startNextServer({
    root,
    mode,
    port: env.port,
    env: {
      ...process.env,
      ...oidc?.variables,
      AUTH_URL: env.authUrl,
      AUTH_SECRET: authSecret,
      DATABASE_URL: database.appUrl,
      DATABASE_OWNER_URL: database.ownerUrl,
      INDICIA_DATA_DIR: dataDir,
      INDICIA_DEMO: env.demo ? '1' : '',
    },
  })
  lifecycle.add('The web server', server.stop)
  await Promise.all([server.ready(), oidc?.ready, migrated])
  if (mode === 'development') await watchSql(root, database, lifecycle)
  void lifecycle.stopAfter('The web server', server.exited)
  lifecycle.checkpoint()
  // Written at once: a reader that waits for the first line has then read the others too.
  const inUse = describeSetup({
    databaseUrl: env.database?.appUrl ?? null,
    dataDir,
    issuer: env.oidcIssuer,
    demo: env.demo,
    stripe: env.stripe,
  })
  print([inUse, `Indicia is ready on ${env.authUrl}`, ...(env.demo ? [introduceDemo()] : [])].join('\n'))
}

/** Like `Promise.all`, but after a failure it waits for the others too: what they start has to be stopped. */
async function allStarted<T extends readonly unknown[]>(starts: readonly [...T]) {
  await Promise.allSettled(starts)
  return Promise.all(starts)
}

async function startDatabase(dataDir: string, lifecycle: Lifecycle): Promise<Database> {
  const { startEmbeddedPostgres } = await import('./embedded-postgres')
  const postgres = await startEmbeddedPostgres({ dir: path.join(dataDir, 'postgres'), log: print })
  lifecycle.add('The database', postgres.stop)
  void lifecycle.stopAfter('The database', postgres.exited)
  return postgres
}

async function startSignIn(env: SupervisorEnv, dataDir: string, lifecycle: Lifecycle) {
  const { startDemoIdentityProvider } = await import('./demo-identity-provider')
  const client = { clientId: 'indicia-demo', clientSecret: randomBytes(24).toString('base64url') }
  const provider = await startDemoIdentityProvider({
    ...client,
    redirectUri: `${env.authUrl}/api/auth/callback/sso`,
    postLogoutRedirectUri: `${env.authUrl}/sign-in`,
    keysFile: path.join(dataDir, 'demo-identity-provider.json'),
  })
  lifecycle.add('The demo identity provider', provider.stop)
  const variables: Oidc = {
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: client.clientId,
    OIDC_CLIENT_SECRET: client.clientSecret,
  }
  return { variables, ready: provider.ready }
}

async function watchSql(root: string, database: Database, lifecycle: Lifecycle): Promise<void> {
  const { watchFunctions } = await import('./watch-functions')
  lifecycle.add('The watch of db/functions', watchFunctions({ root, ...database, print }))
}

async function migrateAndSeed(database: Database, demo: boolean): Promise<void> {
  const { prepareDatabase } = await import('./prepare-database')
  await prepareDatabase(database)
  if (!demo) return
  const { seedDemoTeam } = await import('./demo-team')
  await seedDemoTeam({ ownerUrl: database.ownerUrl })
}

function introduceDemo(): string {
  const names = DEMO_PEOPLE.map(({ name, may }) => `  ${name.padEnd(12)}${may}`)
  return ['Sign in as one of the two demo people:', ...names].join('\n')
}
