import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { StartError } from './start-error'
import { writePrivateFile } from './write-private-file'

export type PostgresPasswords = { postgres: string; indicia_owner: string; indicia_app: string }
export type PostgresLogin = keyof PostgresPasswords

/** Next to the cluster, not inside: the cluster folder belongs to PostgreSQL. */
export function passwordsFile(clusterDir: string): string {
  return `${clusterDir}-passwords.json`
}

/** The passwords of a cluster's three logins; null if there are none. */
export async function readPasswords(clusterDir: string): Promise<PostgresPasswords | null> {
  const file = passwordsFile(clusterDir)
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  })
  if (text === undefined) return null
  try {
    return JSON.parse(text) as PostgresPasswords
  } catch {
    // Without the cause: it would quote a password.
    throw new StartError(
      `${file} is damaged: it holds the passwords of the database in ${clusterDir}. Restore it from a backup.`,
    )
  }
}

/** Creates and stores the passwords of a new cluster. */
export async function createPasswords(clusterDir: string): Promise<PostgresPasswords> {
  const random = () => randomBytes(24).toString('base64url')
  const passwords = { postgres: random(), indicia_owner: random(), indicia_app: random() }
  await writePrivateFile(passwordsFile(clusterDir), `${JSON.stringify(passwords, null, 2)}\n`)
  return passwords
}
