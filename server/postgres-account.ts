import { execFile } from 'node:child_process'
import { chown, stat } from 'node:fs/promises'
import { promisify } from 'node:util'

/** How PostgreSQL's programs are run: by whom, and behind which other program. */
export type PostgresAccount = {
  /** The command that runs `program` with `args`. */
  command: (program: string, args: string[]) => [string, string[]]
  /** For `spawn`: the user to become. */
  identity: { uid?: number; gid?: number }
  /** Gives a file or folder to the account that runs PostgreSQL. */
  own: (file: string) => Promise<void>
}

const NOBODY = 65534
const ORDINARY_USER = ['--user', '--map-user=1000', '--map-group=1000']

const asWeAre: PostgresAccount = {
  command: (program, args) => [program, args],
  identity: {},
  own: async () => undefined,
}

/**
 * Chooses the account for PostgreSQL, which refuses to run as root. In a container we are often root. PostgreSQL then
 * runs in a user namespace where root appears as an ordinary user and file owners do not change, or, if namespaces are
 * forbidden, as nobody.
 */
export async function choosePostgresAccount(clusterDir: string): Promise<PostgresAccount> {
  if (process.platform === 'win32' || process.getuid?.() !== 0) return asWeAre
  // A cluster keeps the account that created it, whatever this machine allows today.
  const owner = await stat(clusterDir).then(
    ({ uid }) => uid,
    () => null,
  )
  if ((owner === null || owner === 0) && (await canUnshare())) {
    return { ...asWeAre, command: (program, args) => ['unshare', [...ORDINARY_USER, program, ...args]] }
  }
  const uid = owner || NOBODY
  return { ...asWeAre, identity: { uid, gid: uid }, own: (file) => chown(file, uid, uid) }
}

async function canUnshare(): Promise<boolean> {
  return promisify(execFile)('unshare', [...ORDINARY_USER, 'true']).then(
    () => true,
    () => false,
  )
}

/** PostgreSQL's programs get none of our secrets, and speak the English that we look for. */
export function postgresEnvironment(): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR, SystemRoot } = process.env
  const environment: Partial<NodeJS.ProcessEnv> = { PATH, HOME, TMPDIR, SystemRoot, LC_ALL: 'C', TZ: 'UTC' }
  return environment as NodeJS.ProcessEnv
}
