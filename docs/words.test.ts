import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

/** Words that make a reader stop, and what to write instead. */
const INSTEAD: Record<string, string> = {
  anew: 'again',
  'at hand': 'waiting, available',
  besides: 'also, other',
  'goes? on': 'continues',
  'hears? of': 'learns about',
  'hold the door': 'say what happens',
  'lays? beside|laid beside': 'compares, compared with',
  'mend(?:s|ed)?': 'fix, workaround',
  programme: 'program',
  '(?:is|are|was|were) told': 'sees, gets, learns',
  'wants?': 'needs, asks for',
  'whoever|whatever|wherever': 'a person who, anything that, where',
  wish: 'request',
}

const root = path.resolve(import.meta.dirname, '..')
const pages = ['.', 'docs', 'docs/decisions'].flatMap((folder) =>
  readdirSync(path.join(root, folder)).flatMap((name) => (name.endsWith('.md') ? [path.join(folder, name)] : [])),
)

test.each(pages)('%s is plain English', (page) => {
  const text = readFileSync(path.join(root, page), 'utf8').replaceAll(/`[^`]*`/g, '')
  const found = Object.entries(INSTEAD).flatMap(([words, instead]) =>
    (text.match(new RegExp(`\\b(?:${words})\\b`, 'gi')) ?? []).map((word) => `${word}: write ${instead}`),
  )
  expect(found).toEqual([])
})
