import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { writePrivateFile } from './write-private-file'

export type PostgresPasswords = { postgres: string; indicia_owner: string; indicia_app: string }
export type PostgresLogin = keyof PostgresPasswords

/** Beside the cluster, not inside: a cluster folder is PostgreSQL's own. */
export function passwordsFile(clusterDir: string): string {
  return `${clusterDir}-passwords.json`
}

/** The passwords of a cluster's three logins, or null where there are none. */
export async function readPasswords(clusterDir: string): Promise<PostgresPasswords | null> {
  const text = await readFile(passwordsFile(clusterDir), 'utf8').catch(() => null)
  return text === null ? null : (JSON.parse(text) as PostgresPasswords)
}

/** Makes and keeps the passwords of a cluster that is about to be made. */
export async function createPasswords(clusterDir: string): Promise<PostgresPasswords> {
  const random = () => randomBytes(24).toString('base64url')
  const passwords = { postgres: random(), indicia_owner: random(), indicia_app: random() }
  await writePrivateFile(passwordsFile(clusterDir), `${JSON.stringify(passwords, null, 2)}\n`)
  return passwords
}
