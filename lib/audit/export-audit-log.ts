import { readAuditPage, type AuditEntry, type AuditFilter } from '../../db/queries/audit-log'
import { BYTE_ORDER_MARK, writeLine } from '../csv/write-line'
import { actorKind, auditSentence } from './audit-words'

const PAGE = 500

const head = (timeZone: string) => [
  'Number',
  `Time (${timeZone})`,
  'Time (UTC)',
  'Who',
  'Who it was',
  'What',
  'Action',
  'Subject',
  'Subject name',
  'Before',
  'After',
]

/** The audit log as CSV, newest first, read in pages, so that a slow client holds nothing in the database. */
export async function* exportAuditLog(teamId: number, timeZone: string, filter: AuditFilter): AsyncGenerator<string> {
  // Swedish dates are ISO's: 2026-11-22 16:48:07.
  const local = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone })
  yield BYTE_ORDER_MARK + writeLine(head(timeZone))
  for (let place: { id: number; direction: 'older' } | undefined; ;) {
    const { entries, hasOlder } = await readAuditPage(teamId, PAGE, filter, place)
    if (entries.length > 0) yield entries.map((entry) => line(entry, local)).join('')
    if (!hasOlder) return
    place = { id: entries.at(-1)!.id, direction: 'older' }
  }
}

function line(entry: AuditEntry, local: Intl.DateTimeFormat): string {
  const json = (values: unknown) => (values === null ? '' : JSON.stringify(values))
  return writeLine([
    String(entry.id),
    local.format(entry.at),
    entry.at.toISOString(),
    entry.actorName,
    actorKind(entry.actorType),
    auditSentence(entry),
    entry.action,
    entry.subject,
    entry.subjectName ?? '',
    json(entry.before),
    json(entry.after),
  ])
}
