import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { parseEnvFile } from '../lib/environment/parse-env-file'
import { VARIABLE_NAMES, VARIABLES, type Variable } from '../lib/environment/variables'
import { parseSupervisorEnv } from '../lib/env'
import { configurationPage, envExample } from './generate-configuration'

const read = (file: string) => readFileSync(path.resolve(import.meta.dirname, '..', file), 'utf8')

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
