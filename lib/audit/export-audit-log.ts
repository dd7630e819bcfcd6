import { readAuditPage, type AuditEntry, type AuditFilter } from '../../db/queries/audit-log'
import { BYTE_ORDER_MARK, writeLine } from '../csv/write-line'
import { actorKind, auditSentence } from './audit-words'

const PAGE = 500

const HEAD = ['Number', 'Time (UTC)', 'Who', 'Who it was', 'What', 'Action', 'Subject', 'Subject name', 'Before', 'After']

/** The audit log as CSV, newest first, in pages: whoever reads slowly holds nothing in the database. */
export async function* exportAuditLog(teamId: number, filter: AuditFilter): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + writeLine(HEAD)
  for (let place: { id: number; direction: 'older' } | undefined; ; ) {
    const { entries, hasOlder } = await readAuditPage(teamId, PAGE, filter, place)
    if (entries.length > 0) yield entries.map(line).join('')
    if (!hasOlder) return
    place = { id: entries.at(-1)!.id, direction: 'older' }
  }
}

function line(entry: AuditEntry): string {
  const json = (values: unknown) => (values === null ? '' : JSON.stringify(values))
  return writeLine([
    String(entry.id), entry.at.toISOString(), entry.actorName, actorKind(entry.actorType), auditSentence(entry), entry.action,
    entry.subject, entry.subjectName ?? '', json(entry.before), json(entry.after),
  ])
}
