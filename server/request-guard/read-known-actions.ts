import { readFileSync } from 'node:fs'
import { log } from '../../lib/log'

const MANIFEST = '.next/server/server-reference-manifest.json'

/** The action ids of the running build; null if the build does not list them, and Next must check them. */
export function readKnownActions(): ReadonlySet<string> | null {
  try {
    const { node } = JSON.parse(readFileSync(MANIFEST, 'utf8')) as { node: Record<string, unknown> }
    return new Set(Object.keys(node))
  } catch (error) {
    log.warn({ err: error }, 'the build does not name its actions: forms of another build are answered in Next’s words')
    return null
  }
}
