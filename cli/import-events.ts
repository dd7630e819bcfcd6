import { database } from '../db/client'
import type { HistoryEvent } from '../lib/history-plan/events'

/**
 * The number of events in one statement. Dead versions of the team's row cannot be vacuumed within a statement, so each
 * event takes longer than the one before. Ten thousand at once take many times as long as in chunks.
 */
const CHUNK = 500
const TELL_EVERY_MS = 2000

/** Imports events in chunks, each completely or not at all, and reports its progress. */
export async function importEvents(
  teamId: number,
  events: HistoryEvent[],
  report: (done: number) => void,
): Promise<void> {
  const { sql } = database()
  let reportedAt = performance.now()
  for (let start = 0; start < events.length; start += CHUNK) {
    await sql`select import_history(p_team => ${teamId}, p_events => ${sql.json(events.slice(start, start + CHUNK))})`
    if (performance.now() - reportedAt < TELL_EVERY_MS) continue
    reportedAt = performance.now()
    report(Math.min(start + CHUNK, events.length))
  }
}
