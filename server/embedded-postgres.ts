import { spawn, type ChildProcess } from 'node:child_process'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { createCluster } from './create-cluster'
import { createLogins } from './create-logins'
import { describePostgresError } from './describe-start-error'
import { findFreePort } from './find-free-port'
import { findPostmaster, removeMistakenPidFile } from './find-postmaster'
import { choosePostgresAccount, postgresEnvironment } from './postgres-account'
import { findPostgresBinaries } from './postgres-binaries'
import { postgresUrls, type PostgresUrls } from './postgres-urls'

type Settings = Record<string, string | number>
type Options = {
  dir: string
  /** The preferred port if it is free; otherwise, or without one, a free port. */
  port?: number
  settings?: Settings
  log?: (line: string) => void
}

export type EmbeddedPostgres = PostgresUrls & {
  pid: number
  /** Resolves when the server has ended for any reason, with how it ended. */
  exited: Promise<string>
  stop: () => Promise<void>
}

// For a machine that runs the application too.
const SMALL_MACHINE: Settings = {
  max_connections: 60,
  shared_buffers: '128MB',
  logging_collector: 'off',
  // Statements that violate a constraint are results, not errors of the server.
  log_min_messages: 'log',
  log_checkpoints: 'off',
}

// A killed postmaster is a zombie, and its last backends live on, for a moment in which the folder is still theirs.
const FOLDER_IN_USE = /postmaster\.pid|pre-existing shared memory/
const PORT_IN_USE = /Address already in use|could not create any TCP\/IP sockets/
const ATTEMPTS = 100
const FAST_SHUTDOWN_MS = 15_000

/** Starts PostgreSQL on this folder, made at the first time, with the database `indicia` and its logins. */
export async function startEmbeddedPostgres(options: Options): Promise<EmbeddedPostgres> {
  const { dir, settings = {}, log = () => undefined } = options
  const clusterDir = path.resolve(dir)
  const [binaries, account] = await Promise.all([findPostgresBinaries(), choosePostgresAccount(clusterDir)])
  await stopOrphan(clusterDir, log)
  await removeMistakenPidFile(clusterDir)
  const durable = settings.fsync !== 'off'
  const passwords = await createCluster({ clusterDir, initdb: binaries.initdb, account, durable })

  const { child, port } = await startPostmaster(clusterDir, options.port, { ...SMALL_MACHINE, ...settings }, (args) => {
    const [command, commandArgs] = account.command(binaries.postgres, args)
    // A process group of its own: a Ctrl-C in the terminal is for the supervisor, which stops things in order.
    return spawn(command, commandArgs, {
      ...account.identity,
      detached: process.platform !== 'win32',
      env: postgresEnvironment(),
      stdio: ['ignore', 'ignore', 'pipe'],
    })
  })
  let stopping = false
  child.stderr?.on('data', (chunk) => {
    if (!stopping) for (const line of String(chunk).split('\n')) if (/FATAL|PANIC/.test(line)) log(line)
  })
  const exited = new Promise<string>((resolve) =>
    child.once('exit', (code, signalName) => resolve(signalName ?? `exit code ${code}`)),
  )
  const stop = async () => {
    stopping = true
    if (hasExited(child)) return
    await stopPostmaster(
      (name) => child.kill(name),
      () => hasExited(child),
    )
  }

  const urls = postgresUrls(port, passwords)
  try {
    await createLogins(urls, passwords)
  } catch (error) {
    await stop()
    throw error
  }
  return { ...urls, pid: child.pid ?? 0, exited, stop }
}

/** A supervisor that was killed could not stop its server. That one still holds the folder. */
async function stopOrphan(clusterDir: string, log: (line: string) => void): Promise<void> {
  const orphan = await findPostmaster(clusterDir)
  if (!orphan) return
  log(`Stopping the database that an earlier start left behind (process ${orphan.pid}).`)
  const gone = async () => (await findPostmaster(clusterDir))?.pid !== orphan.pid
  await stopPostmaster((name) => signal(orphan.pid, name), gone)
}

/** Fast shutdown: open transactions are rolled back, everything is written. If that hangs: as in a crash. */
async function stopPostmaster(send: (name: NodeJS.Signals) => void, gone: () => boolean | Promise<boolean>) {
  send('SIGINT')
  const deadline = Date.now() + FAST_SHUTDOWN_MS
  let hurried = false
  while (!(await gone())) {
    if (!hurried && Date.now() > deadline) {
      send('SIGQUIT')
      hurried = true
    }
    await delay(10)
  }
}

async function startPostmaster(
  clusterDir: string,
  preferredPort: number | undefined,
  settings: Settings,
  run: (args: string[]) => ChildProcess,
) {
  for (let attempt = 1; ; attempt++) {
    const port = await findFreePort(preferredPort)
    const given = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    const loopback = ['-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=']
    const child = run(['-D', clusterDir, ...given, ...loopback])
    const failure = await untilReady(child)
    if (failure === null) return { child, port }
    if (attempt >= ATTEMPTS || !(FOLDER_IN_USE.test(failure) || PORT_IN_USE.test(failure))) {
      throw describePostgresError(failure, clusterDir)
    }
    await delay(100)
  }
}

/** Null when the server accepts connections, or its output if it ended. */
function untilReady(child: ChildProcess): Promise<string | null> {
  return new Promise((resolve) => {
    let output = ''
    const listen = (chunk: Buffer) => {
      output = (output + chunk).slice(-4000)
      if (!output.includes('database system is ready to accept connections')) return
      child.stderr?.off('data', listen)
      resolve(null)
    }
    child.stderr?.on('data', listen)
    child.once('error', (error) => resolve(error.message))
    child.once('close', (code, signalName) => resolve(output || `It ended with ${signalName ?? `exit code ${code}`}.`))
  })
}

function hasExited(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
