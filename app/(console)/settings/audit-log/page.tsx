import { Download } from 'lucide-react'
import type { Metadata } from 'next'
import { AuditFilters } from './audit-filters'
import { AuditTable } from './audit-table'
import { buttonClass } from '@/app/ui/button'
import { ButtonLink } from '@/app/ui/button-link'
import { Card } from '@/app/ui/card'
import { EmptyState } from '@/app/ui/empty-state'
import { OperatorDetails } from '@/app/ui/operator-details'
import { Pager } from '@/app/ui/pager'
import { listActors, readAuditPage, type AuditEntry } from '@/db/queries/audit-log'
import { auditGroups, OTHER_GROUP } from '@/lib/audit/audit-groups'
import { actorKind, auditChanges, auditSentence } from '@/lib/audit/audit-words'
import { requireMember } from '@/lib/auth/current-member'
import { filterQuery, pagerHrefs, type Query } from '../../filter-address'
import { Settings } from '../settings'
import { readAuditFilter } from './read-filter'

export const metadata: Metadata = { title: 'Audit log · Settings · Indicia' }

const PAGE_SIZE = 50

/** The audit log of the team, with filters and an export. */
export default async function AuditLog({ searchParams }: { searchParams: Promise<Query> }) {
  const { values, filter, rangeError, place } = readAuditFilter(await searchParams)
  const query = filterQuery(values)
  const member = await requireMember(`/settings/audit-log?${query}`, 'settings:write')
  const [{ entries, ...page }, actors] = await Promise.all([
    readAuditPage(member.teamId, PAGE_SIZE, filter, place),
    listActors(member.teamId),
  ])
  return (
    <Settings
      member={member}
      current="audit-log"
      title="Audit log"
      text={`All actions in your team, with the values before and after. Times are in ${member.timeZone.replaceAll('_', ' ')}.`}
      // A download is no page: the router must leave it to the browser.
      actions={
        entries.length > 0 &&
        !rangeError && (
          <a href={`/settings/audit-log/export?${query}`} download className={buttonClass('plain')}>
            <Download size={18} aria-hidden="true" />
            Export CSV
          </a>
        )
      }
    >
      <Card className="print:hidden">
        <AuditFilters
          values={values}
          rangeError={rangeError}
          people={[
            ...actors.map(({ id, name }) => ({ value: id, label: name })),
            { value: 'system', label: 'Automatic' },
            { value: 'operator', label: 'Operator (command line)' },
          ]}
          groups={[...auditGroups, OTHER_GROUP].map(({ value, label }) => ({ value, label }))}
        />
      </Card>
      <Card>
        {entries.length > 0 ? (
          <div className="grid gap-5">
            <AuditTable
              timeZone={member.timeZone}
              rows={entries.map((entry) => ({
                id: entry.id,
                at: entry.at,
                who: entry.actorName,
                // A person is the rule, and `Automatic` says it all.
                kind: entry.actorType === 'user' || entry.actorType === 'system' ? null : actorKind(entry.actorType),
                what: auditSentence(entry),
                subject: subjectOf(entry),
                // Its reference or name stands beside it already.
                changes: auditChanges(entry).filter(
                  ({ before, after }) => before !== null || after !== entry.subjectName,
                ),
              }))}
            />
            <Pager
              {...pagerHrefs(
                '/settings/audit-log',
                query,
                page,
                entries.map(({ id }) => String(id)),
              )}
            />
          </div>
        ) : (
          <EmptyState
            title="No entries match"
            text="No audit log entries match these filters."
            action={<ButtonLink href="/settings/audit-log">Clear filters</ButtonLink>}
          />
        )}
      </Card>
      <OperatorDetails>
        <p className="text-muted">
          The audit log is append-only. The database rejects every change to an entry. The CSV export has the action
          codes, the IDs, and the times in UTC.
        </p>
      </OperatorDetails>
    </Settings>
  )
}

/** Where what the log names has a screen of its own. */
const SCREENS: Record<string, string> = {
  refill: '/history/postage',
  label: '/history/labels',
  request: '/requests',
  case: '/help/cases',
}

/** What it was done to, with the screen that shows it where there is one. */
function subjectOf({ subject, subjectName }: AuditEntry): { name: string; href: string | null } | null {
  if (subjectName === null) return null
  const [kind, id] = subject.split(':')
  const screen = SCREENS[kind!]
  return { name: subjectName, href: screen ? `${screen}/${id}` : null }
}
