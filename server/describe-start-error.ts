import { MigrationError } from '../db/migration-error'
import { EnvError } from '../lib/env'
import { StartError } from './start-error'

type FileError = NodeJS.ErrnoException & { path: string }

/**
 * Explains a failed start in words that a person can act on. Null for unexpected errors, which keep their stack trace.
 */
export function describeStartError(error: unknown, dataDir: string): string | null {
  if (error instanceof StartError || error instanceof MigrationError || error instanceof EnvError) return error.message
  if (isFileError(error)) return describeFileError(error, dataDir)
  return null
}

/** Explains why PostgreSQL's programs failed on a data folder, from their output. */
export function describePostgresError(said: string, dir: string): StartError {
  const [, version] = /initialized by PostgreSQL version (\d+)/.exec(said) ?? []
  if (version !== undefined) return otherVersion(dir, version)
  const code = SAID.find(([pattern]) => pattern.test(said))?.[1]
  if (code !== undefined) return new StartError(FILE[code]!(dir))
  const lines = said.trim().split('\n')
  const line = lines.findLast((each) => /FATAL|PANIC|error:/.test(each)) ?? lines.at(-1) ?? ''
  const reason = line.replace(/^.*?(?:FATAL|PANIC|error): */, '')
  return new StartError(
    `The embedded database in ${dir} does not start (${reason}): mend that, restore a backup, or set INDICIA_DATA_DIR to another folder`,
  )
}

/** A cluster of another major version than the programs that come with Indicia. */
export function otherVersion(dir: string, version: string): StartError {
  return new StartError(
    `INDICIA_DATA_DIR: should be a folder of PostgreSQL ${POSTGRES_MAJOR}; ${dir} was made by PostgreSQL ${version}: ` +
      'start it with the Indicia that made it, move the data by pg_dump and pg_restore, or choose another folder',
  )
}

/** The major version of the programs that come with Indicia. */
export const POSTGRES_MAJOR = '18'

const FILE: Record<string, (path: string) => string> = {
  EACCES: (path) =>
    `INDICIA_DATA_DIR: should be a folder that the user running Indicia may write to; ${path} is not (chown, chmod)`,
  EROFS: (path) => `INDICIA_DATA_DIR: should be a folder that can be written to; ${path} is on a read-only file system`,
  ENOSPC: (path) => `INDICIA_DATA_DIR: should be on a disk with room; the one that holds ${path} is full`,
  ENOTDIR: (path) => `INDICIA_DATA_DIR: should be a folder; ${path} is a file, or lies under one`,
  ENOENT: (path) => `INDICIA_DATA_DIR: should be a folder that is whole; ${path} is missing`,
  ELOOP: (path) => `INDICIA_DATA_DIR: should be a folder; ${path} is a link that leads to itself`,
  ENAMETOOLONG: (path) => `INDICIA_DATA_DIR: should be the path of a folder; ${path.slice(0, 60)}… is too long`,
}
const SAME: Record<string, string> = { EPERM: 'EACCES', EDQUOT: 'ENOSPC', EEXIST: 'ENOTDIR', EISDIR: 'ENOTDIR' }
const SAID: [RegExp, string][] = [
  [/No space left on device|Disk quota exceeded/, 'ENOSPC'],
  [/Read-only file system/, 'EROFS'],
  [/Permission denied|Operation not permitted|has wrong ownership|invalid permissions/, 'EACCES'],
]

function describeFileError({ code, path }: FileError, dataDir: string): string | null {
  const kind = SAME[code!] ?? code!
  // A file of the folder is named, because it must be repaired.
  const isWithin = path.startsWith(dataDir) || dataDir.startsWith(path)
  return isWithin
    ? (FILE[kind]?.(path) ?? `INDICIA_DATA_DIR: should be a folder that can be used; ${path} cannot (${code})`)
    : null
}

function isFileError(error: unknown): error is FileError {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    'path' in error &&
    typeof error.path === 'string'
  )
}
