import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '..')
const pages = [
  'README.md',
  'ARCHITECTURE.md',
  ...readdirSync(path.join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
]

test.each(pages)('every file that %s names is there', (page) => {
  const text = readFileSync(path.join(root, page), 'utf8')
  const inCode = [
    ...text.matchAll(/`((?:app|lib|db|server|cli|bench|faults|scripts|e2e|docs)\/[\w./()[\]-]*[\w])`/g),
  ].map((match) => match[1]!)
  const linked = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map((match) =>
    path.join(path.dirname(page), match[1]!),
  )
  expect([...inCode, ...linked].filter((file) => !existsSync(path.join(root, file)))).toEqual([])
})
