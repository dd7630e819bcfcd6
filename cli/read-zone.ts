import { notAZone, readTimeZone } from '../lib/time-zones/read-time-zone'
import { CommandError, UsageError, type Values } from './command'
import { postgresCode } from './postgres-code'
import { required } from './read-option'

/** The time zone of `--time-zone`, as far as Node.js knows it. */
export function readZone(values: Values): string {
  const read = readTimeZone(required(values, 'time-zone').trim())
  if (!read.ok) throw new UsageError(`--time-zone: ${read.message}`)
  return read.zone
}

/** Does what sets a zone; where the database does not know it, says so. */
export async function withZone(zone: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (postgresCode(error) === '22023') throw new CommandError(`${notAZone(zone)} The database does not know it.`)
    throw error
  }
}
