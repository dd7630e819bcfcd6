import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'

/** What opens a database for a test: the copies of the template, and a server of its own. */
const OPENERS = ['db/testing/test-database.ts', 'server/embedded-postgres.ts']

const SKIPPED = new Set(['node_modules', 'e2e', 'test-results'])

/**
 * The test files that need PostgreSQL, by their path from `root`: those that import one of the openers, or a helper in a folder
 * `testing` that does. Vitest's project `database` runs these; `pure` runs the rest without a server, where opening one fails.
 */
export function findDatabaseTests(root: string): string[] {
  const known = new Map<string, boolean>()
  const opens = (file: string): boolean => {
    const answer = known.get(file)
    if (answer !== undefined) return answer
    // For the circle that two helpers may be.
    known.set(file, false)
    const found = importsOf(root, file).some(
      (imported) => OPENERS.includes(imported) || (isTestCode(imported) && opens(imported)),
    )
    known.set(file, found)
    return found
  }
  return testsIn(root, '').filter(opens)
}

const isTestCode = (file: string) => /(?:^|\/)testing\/|\.test\.ts$/.test(file)

function testsIn(root: string, folder: string): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = path.posix.join(folder, entry.name)
    if (entry.isDirectory()) return SKIPPED.has(entry.name) || entry.name.startsWith('.') ? [] : testsIn(root, name)
    return entry.name.endsWith('.test.ts') ? [name] : []
  })
}

/** The files of ours that a file names in its imports, types left out. */
function importsOf(root: string, file: string): string[] {
  const text = readFileSync(path.join(root, file), 'utf8')
  return [...text.matchAll(/(?:from|import|import\() ?'((?:\.{1,2}|@)\/[^']+)'/g)].flatMap(([, name]) => {
    const at = name!.startsWith('@/') ? name!.slice(2) : path.posix.join(path.posix.dirname(file), name!)
    return at.endsWith('.mjs') || at.endsWith('.json') ? [] : [`${at}.ts`]
  })
}
