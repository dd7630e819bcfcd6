import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { VARIABLE_NAMES } from '../lib/environment/variables'

const root = path.resolve(import.meta.dirname, '..')
const read = (file: string) => readFileSync(path.join(root, file), 'utf8')
const isThere = (file: string) => existsSync(path.join(root, file))

const FOLDERS = ['app', 'bench', 'cli', 'db', 'docs', 'e2e', 'faults', 'lib', 'public', 'scripts', 'server']
const files = [
  ...readdirSync(root, { withFileTypes: true }).flatMap((entry) => (entry.isFile() ? [entry.name] : [])),
  ...FOLDERS.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name))),
  ),
]
const pages = files.filter((file) => /^[\w/-]+\.md$/.test(file))
const sources = files.filter((file) => /\.(tsx?|mjs|cjs|js|sql|css)$/.test(file) && !file.startsWith('db/migrations/'))

describe.each(pages)('%s', (page) => {
  const text = read(page)

  it('names files that are there', () => {
    const inCode = [...text.matchAll(/`((?:app|lib|db|server|cli|bench|faults|scripts|e2e|docs)\/[^\s`*…]+)`/g)]
    const linked = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map((match) =>
      path.join(path.dirname(page), match[1]!),
    )
    expect([...inCode.map((match) => match[1]!), ...linked].filter((file) => !isThere(file))).toEqual([])
  })

  it('links to headings that are there', () => {
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]*)#([^)]+)\)/g)]
    const dead = links.filter(([, file, heading]) => {
      const target = file === '' ? page : path.join(path.dirname(page), file!)
      return !headingsOf(read(target)).includes(heading!)
    })
    expect(dead.map(([link]) => link)).toEqual([])
  })

  it('names environment variables that are read', () => {
    const named = [...text.matchAll(/`((?:API|AUTH|DATABASE|INDICIA|OIDC|SESSION|SMTP|STRIPE)_[A-Z_]+)\b/g)]
    const known: readonly string[] = VARIABLE_NAMES
    expect(named.map((match) => match[1]!).filter((name) => !known.includes(name))).toEqual([])
  })
})

test('comments name files that are there', () => {
  const dead = sources.flatMap((source) =>
    commentsOf(source)
      .flatMap(filesIn)
      .filter((name) => !isNamed(name, source))
      .map((name) => `${source}: ${name}`),
  )
  expect(dead).toEqual([])
})

function filesIn(comment: string): string[] {
  return comment
    .split(/[\s,;:'"`]/)
    .map((word) => word.replace(/\.$/, ''))
    .map((word) => (word.startsWith('(') && !/^\(\w+\)\//.test(word) ? word.slice(1) : word).replace(/\)$/, ''))
    .filter((word) => /^[\w(@][\w./()[\]@-]*\.(?:tsx?|mjs|cjs|md|sql)$/.test(word))
}

/** By its path from the root, from the file that names it, or by the end of its path. */
function isNamed(name: string, source: string): boolean {
  return (
    isThere(name) ||
    isThere(path.join(path.dirname(source), name)) ||
    files.some((file) => file === name || file.endsWith(`/${name}`))
  )
}

function commentsOf(source: string): string[] {
  const comment = source.endsWith('.sql') ? /--.*/g : /\/\*[^]*?\*\/|(?<=^|\s)\/\/.*/gm
  return read(source).match(comment) ?? []
}

function headingsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, title]) =>
    title!
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .replaceAll(' ', '-'),
  )
}
