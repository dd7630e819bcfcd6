import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { parseEnvFile } from '../lib/environment/parse-env-file'
import { VARIABLE_NAMES, VARIABLES, type Variable } from '../lib/environment/variables'
import { parseSupervisorEnv } from '../lib/env'
import { configurationPage, envExample } from './generate-configuration'

const root = path.resolve(import.meta.dirname, '..')
const read = (file: string) => readFileSync(path.join(root, file), 'utf8')

describe('what is generated from the table of variables is up to date (npm run docs:generate)', () => {
  it('docs/configuration.md', () => expect(read('docs/configuration.md')).toBe(configurationPage()))
  it('.env.example', () => expect(read('.env.example')).toBe(envExample()))
})

test('an unchanged copy of .env.example changes nothing', () => {
  const { variables, problems } = parseEnvFile(Buffer.from(envExample()))
  expect(problems).toEqual([])
  expect(parseSupervisorEnv(variables)).toEqual(parseSupervisorEnv({}))
})

test.each(VARIABLE_NAMES.filter((name) => 'example' in VARIABLES[name]))('the example of %s is right', (name) => {
  const { schema, example } = VARIABLES[name] as Variable
  expect(schema.safeParse(example).success).toBe(true)
})

test('the code reads the variables of the table, and no others', () => {
  const sources = ['app', 'cli', 'db', 'lib', 'server'].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name) && !/\.test\.ts$|testing\//.test(name))
      .map((name) => read(path.join(folder, name))),
  )
  const names = sources.flatMap((source) =>
    [...source.matchAll(/\b(?:process\.env|variables|present)\.([A-Z][A-Z_]+)/g)].map((match) => match[1]!),
  )
  // lib/environment/find-conflicts.ts and lib/env.ts take these apart.
  const destructured = ['STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET', 'STRIPE_API_BASE']
  const found = new Set([...names, ...destructured])
  // Next sets it.
  found.delete('NODE_ENV')
  expect([...found].sort()).toEqual([...VARIABLE_NAMES].sort())
})
