import { readFileSync } from 'node:fs'
import { log } from '../../lib/log'

const MANIFEST = '.next/server/server-reference-manifest.json'

/** The names of the actions in the build that runs; null where the build does not say them, and Next has to. */
export function readKnownActions(): ReadonlySet<string> | null {
  try {
    const { node } = JSON.parse(readFileSync(MANIFEST, 'utf8')) as { node: Record<string, unknown> }
    return new Set(Object.keys(node))
  } catch (error) {
    log.warn({ err: error }, 'the build does not name its actions: forms of another build are answered in Next’s words')
    return null
  }
}
