import { Readable } from 'node:stream'
import { requireMember } from '@/lib/auth/current-member'
import { exportAuditLog } from '@/lib/audit/export-audit-log'
import { auditQuery, readAuditFilter } from '../read-filter'

/** The audit log of the filter in force, streamed: how long it is does not matter. */
export async function GET(request: Request): Promise<Response> {
  const { values, filter } = readAuditFilter(Object.fromEntries(new URL(request.url).searchParams))
  const member = await requireMember(`/settings/audit-log?${auditQuery(values)}`, 'settings:write')
  const lines = Readable.from(exportAuditLog(member.teamId, filter))
  return new Response(Readable.toWeb(lines) as ReadableStream, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': 'attachment; filename="audit-log.csv"',
      'Cache-Control': 'no-store',
    },
  })
}
