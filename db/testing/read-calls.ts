import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { readFunctions } from '../apply-functions'

/** A call of a stored function somewhere in the code. */
export type Call = {
  name: string
  /** Its arguments as they are written. */
  arguments: string[]
  /** `lib/refills/charge-refill.ts:31` */
  place: string
}

/** Every call of one of our stored functions in the TypeScript and SQL below some folders. */
export function readCalls(folders: string[], { tests }: { tests: boolean }): Call[] {
  const names = readFunctions().statements.flatMap(({ name }) => name ?? [])
  const pattern = new RegExp(String.raw`(?<![\w.'])(${names.join('|')})\(`, 'g')
  return folders.flatMap(filesBelow).flatMap((file) => {
    if (!tests && /\.(test|spec)\.ts$|\/testing\//.test(file)) return []
    const text = readFileSync(file, 'utf8')
    const source = file.endsWith('.sql') ? text.replaceAll(/--.*/g, '') : text
    return [...source.matchAll(pattern)].flatMap((match) => {
      const before = source.slice(0, match.index)
      if (/\bfunction $/.test(before)) return []
      const place = `${file}:${before.split('\n').length}`
      return { name: match[1]!, arguments: readArguments(source, match.index + match[0].length), place }
    })
  })
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(tsx?|sql)$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !file.includes('node_modules'))
}

/** What stands between the parentheses, cut at its commas; an argument may have parentheses, quotes, and `${…}` of its own. */
export function readArguments(source: string, from: number): string[] {
  const found: string[] = []
  let depth = 0
  let quote = ''
  let start = from
  for (let at = from; at < source.length; at++) {
    const character = source[at]!
    if (quote) {
      if (character === quote) quote = ''
    } else if (character === "'" || character === '"') quote = character
    else if ('([{'.includes(character)) depth++
    else if (')]}'.includes(character) && depth-- === 0) {
      found.push(source.slice(start, at).trim())
      break
    } else if (character === ',' && depth === 0) {
      found.push(source.slice(start, at).trim())
      start = at + 1
    }
  }
  return found.filter((argument) => argument !== '')
}
