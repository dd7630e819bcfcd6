import { execFile, spawn } from 'node:child_process'
import { appendFileSync, writeFileSync } from 'node:fs'
import { promisify } from 'node:util'
import type { EmbeddedPostgres } from '../server/embedded-postgres'
import { findFreePort } from '../server/find-free-port'
import { choosePostgresAccount, postgresEnvironment } from '../server/postgres-account'
import { findPostgresBinaries } from '../server/postgres-binaries'
import { readPasswords } from '../server/postgres-passwords'
import { postgresUrls } from '../server/postgres-urls'

/** Copies the folder of a PostgreSQL that is stopped: the beginning of a standby. */
export async function copyCluster(from: string, to: string): Promise<void> {
  await promisify(execFile)('cp', ['-a', from, to])
}

/** Starts the copy of a primary's folder as its standby, which follows it from then on. It takes over the primary's logins. */
export async function startStandby(
  dir: string,
  primaryDir: string,
  primary: EmbeddedPostgres,
): Promise<EmbeddedPostgres> {
  const [binaries, account, passwords, port] = await Promise.all([
    findPostgresBinaries(),
    choosePostgresAccount(dir),
    readPasswords(primaryDir),
    findFreePort(),
  ])
  if (!passwords) throw new Error(`${primaryDir} has no passwords`)
  writeFileSync(`${dir}/standby.signal`, '')
  appendFileSync(
    `${dir}/postgresql.auto.conf`,
    `primary_conninfo = 'host=127.0.0.1 port=${primary.port} user=postgres password=${passwords.postgres} application_name=standby'\n`,
  )
  const [command, args] = account.command(binaries.postgres, [
    '-D',
    dir,
    '-p',
    String(port),
    '-c',
    'listen_addresses=127.0.0.1',
    '-c',
    'unix_socket_directories=',
    '-c',
    'max_connections=60',
  ])
  const child = spawn(command, args, {
    ...account.identity,
    detached: true,
    env: postgresEnvironment(),
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const exited = new Promise<string>((resolve) =>
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`)),
  )
  const ready = new Promise<void>((resolve, reject) => {
    let said = ''
    child.stderr.on('data', (chunk: Buffer) => {
      said += String(chunk)
      if (said.includes('ready to accept read-only connections')) resolve()
    })
    void exited.then((how) => reject(new Error(`The standby ended (${how}):\n${said}`)))
  })
  await ready
  return {
    ...postgresUrls(port, passwords),
    pid: child.pid ?? 0,
    exited,
    async stop() {
      child.kill('SIGINT')
      await exited
    },
  }
}
