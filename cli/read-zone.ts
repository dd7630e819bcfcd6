import { notAZone, readTimeZone } from '../lib/time-zones/read-time-zone'
import { CommandError, UsageError, type Values } from './command'
import { postgresCode } from './postgres-code'
import { required } from './read-option'

/** The time zone of `--time-zone`, checked by Node.js. */
export function readZone(values: Values): string {
  const read = readTimeZone(required(values, 'time-zone').trim())
  if (!read.ok) throw new UsageError(`--time-zone: ${read.message}`)
  return read.zone
}

/** Runs work that sets a time zone, and reports a zone that the database does not know. */
export async function withZone(zone: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (postgresCode(error) === '22023') throw new CommandError(`${notAZone(zone)} The database does not know it.`)
    throw error
  }
}
