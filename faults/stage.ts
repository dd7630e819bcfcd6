import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { openDatabase, type Database, type Sql } from '../db/client'
import { migrate } from '../db/migrate'
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../server/embedded-postgres'
import { diceOf, seed, type Dice } from '../lib/testing/dice'
import { findFreePort } from '../server/find-free-port'
import { startNextServer, type NextServer } from '../server/start-next-server'
import { startFakeProcessor, type FakeProcessor } from './fake-processor'
import { startClients, type Clients, type TeamAccess } from './clients'
import { Journal } from './journal'
import { openPostgresProxy, type PostgresProxy } from './postgres-proxy'

const root = path.resolve(import.meta.dirname, '..')
const CLIENTS = 8
const PLENTY = 1_000_000_000_00

type Options = {
  /** Where the database lives; a temporary folder by itself. */
  databaseDir?: string
  databaseSettings?: Record<string, string>
}

/**
 * Everything that a fault needs: the built server as a separate process, a durable PostgreSQL, a processor, clients,
 * and their journal. Each can be killed, stopped, and started again.
 */
export class Stage {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'indicia-faults-'))
  readonly journal = new Journal(path.join(this.folder, 'journal.jsonl'))
  readonly url: string
  postgres!: EmbeddedPostgres
  proxy!: PostgresProxy
  processor!: FakeProcessor
  teams: TeamAccess[] = []
  /** Those of the fault that happens now. */
  dice: Dice = diceOf(seed)
  /** What the server said, of the last lines; for whoever has to find out why. */
  log: string[] = []
  /** How the server ended whenever nobody had asked it to, and errors that nothing in it had caught. */
  readonly endedByItself: string[] = []
  private server: NextServer | null = null
  private asked = false
  private kept = false
  private databases: Database | null = null
  private readonly secret = randomBytes(33).toString('base64')

  private constructor(
    private readonly port: number,
    private readonly options: Options,
  ) {
    this.url = `http://127.0.0.1:${port}`
  }

  static async open(options: Options = {}): Promise<Stage> {
    const stage = new Stage(await findFreePort(), options)
    try {
      await stage.startPostgres()
      stage.proxy = await openPostgresProxy(stage.postgres.port)
      stage.processor = await startFakeProcessor()
      await migrate({ ownerUrl: stage.postgres.ownerUrl, appUrl: stage.postgres.appUrl })
      stage.teams = await Promise.all(Array.from({ length: 3 }, () => createTeam(stage.owner)))
      await stage.startServer()
      return stage
    } catch (error) {
      await stage.close()
      throw error
    }
  }

  /** The owner's connection, past the proxy. */
  get owner(): Sql {
    this.databases ??= openDatabase(this.postgres.ownerUrl, 3)
    return this.databases.sql
  }

  get databaseDir(): string {
    return this.options.databaseDir ?? path.join(this.folder, 'postgres')
  }

  /** Starts PostgreSQL, at its old port where it had one. */
  async startPostgres(settings: Record<string, string> = {}): Promise<void> {
    this.postgres = await startEmbeddedPostgres({
      dir: this.databaseDir,
      port: this.postgres?.port,
      settings: { max_connections: '60', ...this.options.databaseSettings, ...settings },
    })
  }

  /** Leads everything to another PostgreSQL with the same logins. */
  async moveTo(postgres: EmbeddedPostgres): Promise<void> {
    await this.forgetConnections()
    this.postgres = postgres
    this.proxy.lead(postgres.port)
  }

  /** Closes our own connections: those to a server that was killed never end by themselves. */
  async forgetConnections(): Promise<void> {
    const old = this.databases
    this.databases = null
    await Promise.race([old?.close(), delay(1_000)])
  }

  startClients(count = CLIENTS): Clients {
    return startClients(this.url, this.teams, this.journal, count, this.dice.more())
  }

  /** Starts the built server and waits until it is ready. `extra` are variables of its environment. */
  async startServer(extra: Record<string, string> = {}): Promise<void> {
    const through = (url: string) => url.replace(/:\d+\/([^/]*)$/, `:${this.proxy.port}/$1`)
    this.asked = false
    const server = startNextServer({
      root,
      port: this.port,
      say: (text) => this.onLog(text),
      env: {
        ...process.env,
        AUTH_URL: this.url,
        AUTH_SECRET: this.secret,
        DATABASE_URL: through(this.postgres.appUrl),
        DATABASE_OWNER_URL: through(this.postgres.ownerUrl),
        OIDC_ISSUER: 'http://localhost:9',
        OIDC_CLIENT_ID: 'faults',
        OIDC_CLIENT_SECRET: 'faults',
        API_WRITES_PER_MINUTE: '0',
        WEB_WRITES_PER_MINUTE: '0',
        SIGN_INS_PER_MINUTE: '0',
        REFUSALS_PER_MINUTE: '0',
        TEST_PROCESSOR_URL: this.processor.url,
        STRIPE_SECRET_KEY: '',
        STRIPE_WEBHOOK_SECRET: '',
        STRIPE_API_BASE: '',
        LOG_LEVEL: 'warn',
        INDICIA_DEMO: '',
        ...extra,
      },
    })
    this.server = server
    void server.exited.then((how) => {
      if (!this.asked) this.endedByItself.push(how)
    })
    await server.ready()
  }

  private onLog(text: string): void {
    const lines = text.split('\n').filter(Boolean)
    this.log = [...this.log, ...lines].slice(-2000)
    this.endedByItself.push(...lines.filter((line) => /unhandledRejection|uncaughtException/.test(line)))
  }

  /** kill -9 of the server, now; resolves when it is gone. */
  async killServer(): Promise<void> {
    this.asked = true
    try {
      process.kill(this.server!.pid, 'SIGKILL')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
    }
    await this.server!.exited
  }

  /** SIGTERM, and how the server ended. */
  async stopServer(): Promise<string> {
    this.asked = true
    await this.server!.stop()
    return this.server!.exited
  }

  /** What a path answers at once; 0 for nothing within five seconds. */
  async ask(pathname: string): Promise<number> {
    return fetch(`${this.url}${pathname}`, { signal: AbortSignal.timeout(5_000) }).then(
      async (response) => {
        await response.arrayBuffer()
        return response.status
      },
      () => 0,
    )
  }

  /** Keeps the journal beyond the end of the stage, for whoever has to find out why; answers where. */
  keep(): string {
    this.kept = true
    return path.join(this.folder, 'journal.jsonl')
  }

  async close(): Promise<void> {
    this.asked = true
    if (this.server) await this.killServer()
    await this.forgetConnections()
    await this.processor?.close()
    await this.proxy?.close()
    await this.postgres?.stop()
    // Not at once: whoever measures on another stage would wait for that.
    if (!this.kept) await rm(this.folder, { recursive: true, force: true })
  }
}

/** A team with every kind of payment method and an API key; its Reserve Account never runs out. */
async function createTeam(owner: Sql): Promise<TeamAccess> {
  const [{ id }] = await owner<[{ id: number }]>`select create_team(
    p_slug => ${`faults-${randomUUID()}`}, p_name => 'Faults') as id`
  const method = async (type: string, reference: string | null) => {
    const [{ method: made }] = await owner<[{ method: string }]>`
      select add_payment_method(
        p_team => ${id}, p_type => ${type}, p_label => ${type}, p_processor_ref => ${reference}) as method`
    return made
  }
  await owner`insert into devices (team_id, type, serial) values (${id}, 'mailstation', ${randomUUID()})`
  await owner`select deposit_reserve(p_team => ${id}, p_amount => ${PLENTY}, p_effective => now())`
  const apiKey = `ind_${randomBytes(32).toString('base64url')}`
  await owner`
    select create_api_key(
      p_team => ${id}, p_name => 'Faults', p_hash => ${createHash('sha256').update(apiKey).digest()},
      p_prefix => ${apiKey.slice(0, 8)}, p_scopes => array['read', 'refills:write', 'labels:write'])`
  return {
    id,
    apiKey,
    card: await method('credit_card', 'test_card_4242424242424242'),
    declinedCard: await method('credit_card', 'test_card_4000000000000002'),
    reserve: await method('reserve_account', null),
  }
}
