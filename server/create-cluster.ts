import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { postgresEnvironment, type PostgresAccount } from './postgres-account'
import { describePostgresError, otherVersion, POSTGRES_MAJOR } from './describe-start-error'
import { createPasswords, passwordsFile, readPasswords, type PostgresPasswords } from './postgres-passwords'
import { StartError } from './start-error'

type Options = { clusterDir: string; initdb: string; account: PostgresAccount; durable: boolean }

/** Creates the cluster if there is none, and returns its passwords. An interrupted start leaves no partial cluster. */
export async function createCluster(options: Options): Promise<PostgresPasswords> {
  const { clusterDir } = options
  const version = await readVersion(clusterDir)
  if (version !== null) {
    if (version !== POSTGRES_MAJOR) throw otherVersion(clusterDir, version)
    const passwords = await readPasswords(clusterDir)
    if (passwords) return passwords
    throw new StartError(
      `${passwordsFile(clusterDir)} is missing: it holds the passwords of the database in ${clusterDir}. ` +
        'Restore it, or move that folder away to begin with an empty database.',
    )
  }
  await mkdir(path.dirname(clusterDir), { recursive: true })
  await removeUnfinished(clusterDir)
  const passwords = await createPasswords(clusterDir)
  const workDir = await mkdtemp(`${clusterDir}.new-`)
  await options.account.own(workDir)
  await runInitdb(options, workDir, passwords.postgres)
  // The folder appears under its name only when it is complete.
  await rename(path.join(workDir, 'cluster'), clusterDir)
  await rm(workDir, { recursive: true, force: true })
  return passwords
}

async function removeUnfinished(clusterDir: string): Promise<void> {
  const parent = path.dirname(clusterDir)
  const unfinished = (await readdir(parent)).filter((name) => name.startsWith(`${path.basename(clusterDir)}.new-`))
  await Promise.all(unfinished.map((name) => rm(path.join(parent, name), { recursive: true, force: true })))
  // The cluster's path can be an empty folder, such as a subfolder of a mounted volume.
  if ((await readdir(clusterDir).catch(() => null))?.length === 0) await rm(clusterDir, { recursive: true })
}

async function runInitdb(
  { clusterDir, initdb, account, durable }: Options,
  workDir: string,
  password: string,
): Promise<void> {
  const passwordFile = path.join(workDir, 'password')
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 })
  await account.own(passwordFile)
  const [command, args] = account.command(initdb, [
    '-D',
    path.join(workDir, 'cluster'),
    '--username=postgres',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    // Knows letters beyond ASCII, and sorts alike on every machine and in every release of its C library.
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--data-checksums',
    ...(durable ? [] : ['--no-sync']),
  ])
  const child = spawn(command, args, {
    ...account.identity,
    env: postgresEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
  const failure = await new Promise<string | null>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('close', (code, signal) => resolve(code === 0 ? null : `${signal ?? `exit code ${code}`}\n${output}`))
  })
  if (failure === null) return
  // This happens if we are root, namespaces are forbidden, and the checkout is in root's home.
  const hint =
    account.identity.uid !== undefined && /permission denied/i.test(failure)
      ? `INDICIA_DATA_DIR: should be a folder that user 65534 can reach, since PostgreSQL does not run as root; ${clusterDir} is not`
      : null
  throw hint === null ? describePostgresError(failure, clusterDir) : new StartError(hint)
}

/** The major version of PostgreSQL that created a cluster; null if there is none. */
async function readVersion(clusterDir: string): Promise<string | null> {
  return readFile(path.join(clusterDir, 'PG_VERSION'), 'utf8').then(
    (text) => text.trim(),
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null
      throw error
    },
  )
}
