import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

/**
 * The folders of lib import each other without cycles, so that each can be read, tested, and replaced alone.
 * `.dependency-cruiser.cjs` forbids cycles of modules. Its rule for cycles of folders would also count the imports of
 * tests.
 */
test('the folders of lib import each other in no circle', () => {
  expect(findCircle(readImports())).toBeNull()
})

test('a circle is found', () => {
  const imports = new Map([
    ['a', new Set(['b'])],
    ['b', new Set(['c', 'd'])],
    ['d', new Set(['a'])],
  ])
  expect(findCircle(imports)).toEqual(['a', 'b', 'd', 'a'])
})

/** Which folders of lib each folder imports. Modules that stand in lib itself belong to no trade. */
function readImports(): Map<string, Set<string>> {
  const imports = new Map<string, Set<string>>()
  for (const entry of readdirSync(import.meta.dirname, { recursive: true, withFileTypes: true })) {
    const folder = path.relative(import.meta.dirname, entry.parentPath)
    const isTest = entry.name.endsWith('.test.ts') || folder.split(path.sep).includes('testing')
    if (!entry.isFile() || !/\.tsx?$/.test(entry.name) || folder === '' || isTest) continue
    const text = readFileSync(path.join(entry.parentPath, entry.name), 'utf8')
    const from = folder.split(path.sep)[0]!
    for (const [, module] of text.matchAll(/\b(?:from|import\() ?'(\.[^']+)'/g)) {
      const [to, ...within] = path.join(folder, module!).split(path.sep)
      if (within.length === 0 || to === '..' || to === from) continue
      imports.set(from, (imports.get(from) ?? new Set()).add(to!))
    }
  }
  return imports
}

/** The folders of a circle in order, the first one again at the end; null if there is none. */
function findCircle(imports: ReadonlyMap<string, ReadonlySet<string>>): string[] | null {
  const done = new Set<string>()
  const follow = (folder: string, way: string[]): string[] | null => {
    if (way.includes(folder)) return [...way.slice(way.indexOf(folder)), folder]
    if (done.has(folder)) return null
    for (const next of imports.get(folder) ?? []) {
      const circle = follow(next, [...way, folder])
      if (circle) return circle
    }
    done.add(folder)
    return null
  }
  for (const folder of imports.keys()) {
    const circle = follow(folder, [])
    if (circle) return circle
  }
  return null
}
