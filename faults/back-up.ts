import { copyFile, mkdir, readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import postgres from 'postgres'
import type { EmbeddedPostgres } from '../server/embedded-postgres'
import { choosePostgresAccount, type PostgresAccount } from '../server/postgres-account'
import { passwordsFile } from '../server/postgres-passwords'

// Of the running server alone: what a copy must not begin with.
const LEFT_OUT = new Set(['postmaster.pid', 'postmaster.opts'])
const EMPTIED = new Set([
  'pg_wal',
  'pg_replslot',
  'pg_dynshmem',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
])

/**
 * Copies a running cluster to another folder, as pg_basebackup does (which the embedded binaries lack). The copy
 * contains everything that was committed before `end` is called. A PostgreSQL that starts on the copy recovers to that
 * moment.
 */
export async function beginBackup(
  server: EmbeddedPostgres,
  from: string,
  to: string,
): Promise<{ end: () => Promise<void> }> {
  const account = await choosePostgresAccount(from)
  const superuser = postgres(server.superuserUrl('postgres'), { max: 1 })
  // Temporary: it keeps the log since now, and goes with this connection, which the backup needs as well.
  await superuser`select pg_create_physical_replication_slot('backup', true, true)`
  await superuser`select pg_backup_start('backup', true)`
  await copyFolder(from, to, account)
  return {
    async end() {
      const [{ label, last }] = await superuser<[{ label: string; last: string }]>`
        select labelfile as label, pg_walfile_name(lsn) as last from pg_backup_stop(false)`
      const log = await readdir(path.join(from, 'pg_wal'))
      for (const segment of log.filter((name) => /^[0-9A-F]{24}$/.test(name) && name <= last)) {
        await copy(path.join(from, 'pg_wal', segment), path.join(to, 'pg_wal', segment), account)
      }
      await superuser.end()
      await writeFile(path.join(to, 'backup_label'), label, { mode: 0o600 })
      await account.own(path.join(to, 'backup_label'))
      await copyFile(passwordsFile(from), passwordsFile(to))
    },
  }
}

async function copyFolder(from: string, to: string, account: PostgresAccount): Promise<void> {
  await mkdir(to, { mode: 0o700 })
  await account.own(to)
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)]
    if (LEFT_OUT.has(entry.name)) continue
    if (!entry.isDirectory()) await copy(source, target, account)
    else if (!EMPTIED.has(entry.name)) await copyFolder(source, target, account)
    else {
      await mkdir(target, { mode: 0o700 })
      await account.own(target)
    }
  }
}

/** A file may vanish meanwhile: then the log tells the copy that it did. */
async function copy(from: string, to: string, account: PostgresAccount): Promise<void> {
  try {
    await copyFile(from, to)
    await account.own(to)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}
