import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { writePrivateFile } from './write-private-file'

/** The secret of this data folder, made at the first start: people stay signed in over restarts. */
export async function ensureAuthSecret(dataDir: string): Promise<string> {
  const file = path.join(dataDir, 'auth-secret')
  const kept = await readFile(file, 'utf8').then(
    (text) => text.trim(),
    (error: NodeJS.ErrnoException) => {
      // Any other read error: a new secret would sign everyone out.
      if (error.code === 'ENOENT') return ''
      throw error
    },
  )
  if (kept.length >= 32) return kept
  const secret = randomBytes(33).toString('base64url')
  await writePrivateFile(file, `${secret}\n`)
  return secret
}
