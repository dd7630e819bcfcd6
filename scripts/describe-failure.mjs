import { stripVTControlCharacters } from 'node:util'

const LONGEST_MESSAGE = 300

/**
 * A line for the end of a run: which test failed, and how its message begins. Logs are often kept without their beginning.
 * @param {string} test
 * @param {string | undefined} message
 */
export function describeFailure(test, message) {
  const words = stripVTControlCharacters((message ?? '').slice(0, 2 * LONGEST_MESSAGE)).replace(/\s+/g, ' ')
  return `✗ ${test}\n  ${words.trim().slice(0, LONGEST_MESSAGE)}`
}
