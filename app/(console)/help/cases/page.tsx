import type { Metadata } from 'next'
import { ButtonLink } from '@/app/ui/button-link'
import { Card } from '@/app/ui/card'
import { CaseTable } from './case-table'
import { EmptyState } from '@/app/ui/empty-state'
import { FilterLinks } from '@/app/ui/filter-links'
import { PageHeading } from '@/app/ui/page-heading'
import { Pager } from '@/app/ui/pager'
import { listCases, type CaseFilter } from '@/db/queries/cases'
import { cutPage } from '@/db/queries/cut-page'
import { requireMember } from '@/lib/auth/current-member'
import { may } from '@/lib/auth/rules/permissions'
import { Console } from '@/app/(console)/shell/console'
import { pagerHrefs, readPlace, readText, writePlace, type Query } from '../../filter-address'

export const metadata: Metadata = { title: 'Cases · Help · Indicia' }

const PAGE_SIZE = 50

const PATH = '/help/cases'

const STATES: { value: CaseFilter; label: string }[] = [
  { value: 'open', label: 'Open' },
  { value: 'closed', label: 'Closed' },
  { value: 'all', label: 'All' },
]

/** One's own cases; for admins the whole team's, at first those that are open. What something happened to last is on top. */
export default async function Cases({ searchParams }: { searchParams: Promise<Query> }) {
  const member = await requireMember(PATH, 'balance:read')
  const isAdmin = may(member.role, 'settings:write')
  const query = await searchParams
  const after = readPlace(readText(query, 'after'))
  const asked = STATES.find(({ value }) => value === readText(query, 'state'))
  const state = asked?.value ?? (isAdmin ? 'open' : 'all')
  const found = await listCases({ teamId: member.teamId, userId: member.userId, isAdmin }, state, PAGE_SIZE + 1, after)
  const { rows: cases, ...page } = cutPage(found, PAGE_SIZE)
  const create = (
    <ButtonLink href="/help/cases/new" kind="primary">
      Create a case
    </ButtonLink>
  )
  return (
    <Console member={member} current="help">
      <PageHeading
        title={isAdmin ? 'Cases of your team' : 'Your cases'}
        actions={
          <>
            {cases.length > 0 && create}
            <ButtonLink href="/help">Help</ButtonLink>
          </>
        }
      >
        {isAdmin ? 'Questions from your team. Open cases need a reply.' : 'Your questions and the replies.'}
      </PageHeading>
      <Card>
        <div className="grid gap-5">
          <FilterLinks
            label="Status"
            links={STATES.map(({ value, label }) => ({
              label,
              href: `${PATH}?state=${value}`,
              current: value === state,
            }))}
          />
          {cases.length > 0 ? (
            <>
              <CaseTable rows={cases} timeZone={member.timeZone} withPeople={isAdmin} />
              <Pager {...pagerHrefs(PATH, new URLSearchParams({ state }), page, cases.map(writePlace))} />
            </>
          ) : (
            <EmptyState
              title={
                after
                  ? 'No older cases'
                  : { open: 'No open cases', closed: 'No closed cases', all: 'No cases yet' }[state]
              }
              text={
                isAdmin
                  ? 'Cases that your team creates appear here. You can reply to them.'
                  : 'Create a case if there is a problem with a refill or a label. Your admins will reply.'
              }
              action={create}
            />
          )}
        </div>
      </Card>
    </Console>
  )
}
