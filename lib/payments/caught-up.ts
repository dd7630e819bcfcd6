/**
 * Whether this process has read the processor's books up to now, of the database that it uses now. After a restored
 * backup the database may not know of a charge: until the books are read, each charge is looked up there first.
 */
export type ReadingState = {
  /** Differs once the database is another one than before: restarted, created again, or with its tables restored. */
  database: string
  /** Until when the processor's messages and books have been read, by the database's row. Null before the first time. */
  readUntil: Date | null
}

const memory = globalThis as { indiciaCaughtUp?: { database: string; readUntil: Date } }

/** Remembers that the books were read to their end. */
export function rememberCaughtUp(database: string, readUntil: Date): void {
  memory.indiciaCaughtUp = { database, readUntil }
}

/** A row that says less than we remember comes from a backup. */
export function isCaughtUp({ database, readUntil }: ReadingState): boolean {
  const remembered = memory.indiciaCaughtUp
  return (
    remembered !== undefined &&
    remembered.database === database &&
    readUntil !== null &&
    readUntil.getTime() >= remembered.readUntil.getTime()
  )
}
