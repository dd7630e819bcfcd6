import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { readCalls } from '../../db/testing/read-calls'
import { auditGroups, kindsOf, OTHER_GROUP, RETIRED_ACTIONS } from './audit-groups'

const known: string[] = auditGroups.flatMap(({ actions }) => [...actions])
const sourceOf = (file: string) => readFileSync(path.join('db/functions', file), 'utf8')

/** What each call of a stored function gives as the action of an audit row. */
const given = readCalls(['db/functions'], { tests: false }).flatMap(({ place, arguments: all }) =>
  all
    .filter((argument) => argument.startsWith('p_action =>'))
    .map((argument) => ({ place, actions: readActions(argument) })),
)

/** The literals that stand where a value does: alone, or after THEN and ELSE. */
function readActions(argument: string): string[] {
  return [...argument.matchAll(/(?:=>|then|else) '([^']*)'/g)].map(([, action]) => action!)
}

test('every action that a stored function writes is in a group and has words, and no other is', () => {
  const written = new Set(given.flatMap(({ actions }) => actions))
  expect([...written, ...RETIRED_ACTIONS].toSorted()).toEqual(known.toSorted())
})

test('an action is a literal, or handed on by a function that was given one', () => {
  const unclear = given.filter(({ actions }) => actions.length === 0).map(({ place }) => place.replace(/:\d+$/, ''))
  // The audit functions call each other; a change of a member and a case's record have callers that name the action.
  expect([...new Set(unclear)].toSorted()).toEqual([
    'db/functions/25-audit.sql',
    'db/functions/65-members.sql',
    'db/functions/67-cases.sql',
  ])
})

test('rows are written by the audit functions alone', () => {
  const writers = readdirSync('db/functions').filter((file) => /insert into audit_log\b/.test(sourceOf(file)))
  expect(writers).toEqual(['25-audit.sql'])
})

test('no kind is in two groups, and what counts as a setting is of a known kind', () => {
  const kinds = kindsOf(OTHER_GROUP.value)!.of
  expect(new Set(kinds).size).toBe(kinds.length)
  const settings = /split_part\(new\.action, '\.', 1\) in \(([^)]*)\)/.exec(sourceOf('69-setting-notices.sql'))![1]!
  expect(kinds).toEqual(expect.arrayContaining(settings.split(', ').map((kind) => kind.slice(1, -1))))
})
