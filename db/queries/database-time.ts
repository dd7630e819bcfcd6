import { database } from '../client'

/** The database's time, with microseconds, as the database writes it. A `Date` would lose them. */
export async function readDatabaseTime(): Promise<string> {
  const [{ now }] = await database().sql<[{ now: string }]>`select clock_timestamp()::text as now`
  return now
}
