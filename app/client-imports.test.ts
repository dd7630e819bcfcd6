import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, test } from 'vitest'

/** What the browser may have of lib. */
const RULES = /^lib\/(.+\/)?rules\//

const files = readdirSync('app', { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => `app/${name}`)
const marked = (file: string, mark: string) => readFileSync(file, 'utf8').startsWith(`'${mark}'`)

/** The modules of ours that `file` imports at run time. */
function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8')
  return [...text.matchAll(/^(?:import|export) (?!type\b)(?:[^'"]*? from )?'((?:@\/|\.)[^']*)'/gm)].flatMap(
    ([, path]) => {
      const base = path!.startsWith('@/') ? path!.slice(2) : normalize(join(dirname(file), path!))
      return [base, `${base}.ts`, `${base}.tsx`].find((name) => /\.tsx?$/.test(name) && existsSync(name)) ?? []
    },
  )
}

test('the components of the browser import of lib and db only rules and types', () => {
  const queue = files.filter((file) => marked(file, 'use client'))
  const cameFrom = new Map(queue.map((file) => [file, file]))
  const faults: string[] = []
  for (const file of queue) {
    for (const next of importsOf(file)) {
      // A server action is called over the network.
      if (cameFrom.has(next) || marked(next, 'use server')) continue
      cameFrom.set(next, file)
      if (next.startsWith('app/') || RULES.test(next)) queue.push(next)
      else faults.push(`${file} imports ${next}`)
    }
  }
  expect(queue.length).toBeGreaterThan(50)
  expect(faults).toEqual([])
})
