import { database, type Sql } from '../client'

/** Names this database as it is now: a restart, a new database or restored tables make it another one. */
export const databaseIdentity = (sql: Sql) => sql`
  concat_ws('/', pg_postmaster_start_time(), (select d.oid from pg_database d where d.datname = current_database()), 'refills'::regclass::oid)`

export type ProcessorReading = {
  database: string
  readUntil: Date | null
  /** When this was read, by the database's clock. */
  now: Date
}

/** How far a processor's messages and books have been read; `source` is the processor and its mode. */
export async function readProcessorReading(source: string): Promise<ProcessorReading> {
  const { sql } = database()
  const [reading] = await sql<[ProcessorReading]>`
    select ${databaseIdentity(sql)} as database, (select p.read_until from processor_readings p where p.source = ${source}) as "readUntil",
      clock_timestamp() as now`
  return reading
}
