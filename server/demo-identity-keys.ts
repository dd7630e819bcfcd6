import { generateKeyPair, randomBytes, type JsonWebKey } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { writePrivateFile } from './write-private-file'

/** What makes a demo identity provider the same one after a restart. */
export type DemoIdentity = { port: number | null; signingKey: JsonWebKey; cookieKey: string }

/** The stored identity, or a new one. An unreadable file is replaced, because nothing of value is lost. */
export async function loadDemoIdentity(keysFile: string | undefined): Promise<DemoIdentity> {
  const text = keysFile === undefined ? null : await readFile(keysFile, 'utf8').catch(() => null)
  return (text !== null && parseIdentity(text)) || createIdentity()
}

/** Stores the identity if there is a place for it. */
export async function ensureDemoIdentity(keysFile: string | undefined, identity: DemoIdentity): Promise<void> {
  if (keysFile !== undefined) await writePrivateFile(keysFile, `${JSON.stringify(identity)}\n`)
}

async function createIdentity(): Promise<DemoIdentity> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
  const kid = randomBytes(8).toString('hex')
  return {
    port: null,
    signingKey: { ...privateKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' },
    cookieKey: randomBytes(32).toString('base64url'),
  }
}

function parseIdentity(text: string): DemoIdentity | null {
  try {
    const identity = JSON.parse(text) as DemoIdentity
    return identity.signingKey.kty === 'RSA' && typeof identity.cookieKey === 'string' ? identity : null
  } catch {
    return null
  }
}
