import { expect, test } from 'vitest'
import { readFunctions } from './apply-functions'
import { readArguments, readCalls } from './testing/read-calls'

/** The functions with the types of their parameters, in their order. */
const signatures = new Map(
  readFunctions().statements.flatMap(({ name, text }) => {
    if (name === null) return []
    const parameters = readArguments(text, text.indexOf('(') + 1).filter((each) => !each.startsWith('out '))
    return [[name, parameters.map((each) => each.split(/\s+/))] as const]
  }),
)

/** `${…}` alone is a fragment of several arguments, each with its name. */
const isNamed = (argument: string) => /^p_\w+ =>/.test(argument) || /^\$\{\w+\}$/.test(argument)

test('every parameter is named p_…', () => {
  const others = [...signatures].flatMap(([name, parameters]) =>
    parameters.filter(([parameter]) => !parameter!.startsWith('p_')).map(([parameter]) => `${name}: ${parameter}`),
  )
  expect(others).toEqual([])
})

test('a call from TypeScript names its arguments: all of them are untyped there, and an order is easily mistaken', () => {
  const calls = readCalls(['app', 'bench', 'cli', 'db', 'e2e', 'faults', 'lib', 'server'], { tests: true })
  const unnamed = calls.filter(
    ({ name, place, arguments: given }) =>
      !/\.sql:|mutants\.ts:/.test(place) &&
      signatures.get(name)!.length > 1 &&
      given.length > 1 &&
      !given.every(isNamed),
  )
  expect(unnamed.map(({ name, place }) => `${place} ${name}`)).toEqual([])
})

test('a call from SQL names its arguments where two of them have one type', () => {
  const mistakable = (name: string, count: number) => {
    const types = signatures
      .get(name)!
      .slice(0, count)
      .map(([, ...type]) => type.join(' ').replace(/ default .*/, ''))
    return new Set(types).size < types.length
  }
  const unnamed = readCalls(['db/functions'], { tests: true }).filter(
    ({ name, arguments: given }) => mistakable(name, given.length) && !given.every(isNamed),
  )
  expect(unnamed.map(({ name, place }) => `${place} ${name}`)).toEqual([])
})
