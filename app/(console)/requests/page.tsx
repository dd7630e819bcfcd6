import type { Metadata } from 'next'
import { ButtonLink } from '@/app/ui/button-link'
import { Card } from '@/app/ui/card'
import { EmptyState } from '@/app/ui/empty-state'
import { FilterLinks } from '@/app/ui/filter-links'
import { PageHeading } from '@/app/ui/page-heading'
import { Pager } from '@/app/ui/pager'
import { PostageRequestTable } from './postage-request-table'
import { cutPage } from '@/db/queries/cut-page'
import { listPostageRequests } from '@/db/queries/postage-requests'
import { requireMember } from '@/lib/auth/current-member'
import { may } from '@/lib/auth/rules/permissions'
import { Console } from '../shell/console'
import { pagerHrefs, readPlace, readText, writePlace, type Query } from '../filter-address'

export const metadata: Metadata = { title: 'Postage requests · Indicia' }

const PAGE_SIZE = 50

const PATH = '/requests'

const STATES = [
  { value: 'open', label: 'Open' },
  { value: 'all', label: 'All' },
] as const

/** Postage requests: for admins the team's, at first those that wait for them; for others their own. */
export default async function Requests({ searchParams }: { searchParams: Promise<Query> }) {
  const member = await requireMember(PATH, 'balance:read')
  const isAdmin = may(member.role, 'refills:write')
  const query = await searchParams
  const after = readPlace(readText(query, 'after'))
  const state = STATES.find(({ value }) => value === readText(query, 'state'))?.value ?? (isAdmin ? 'open' : 'all')
  const found = await listPostageRequests(
    { teamId: member.teamId, userId: member.userId, isAdmin },
    state,
    PAGE_SIZE + 1,
    after,
  )
  const { rows: requests, ...page } = cutPage(found, PAGE_SIZE)
  const ask = !isAdmin && (
    <ButtonLink href="/requests/new" kind="primary">
      Request postage
    </ButtonLink>
  )
  return (
    <Console member={member}>
      <PageHeading title={isAdmin ? 'Postage requests' : 'Your postage requests'} actions={requests.length > 0 && ask}>
        {isAdmin
          ? 'Requests from your team. Open requests need your decision.'
          : 'Your requests to your admins, and their decisions.'}
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
          {requests.length > 0 ? (
            <>
              <PostageRequestTable rows={requests} timeZone={member.timeZone} withPeople={isAdmin} />
              <Pager {...pagerHrefs(PATH, new URLSearchParams({ state }), page, requests.map(writePlace))} />
            </>
          ) : (
            <EmptyState
              title={after ? 'No older requests' : state === 'open' ? 'No open requests' : 'No requests yet'}
              text={
                isAdmin
                  ? 'Requests from people who cannot add postage appear here. You can approve or decline them.'
                  : 'If the balance is too low to print, request postage from your admins.'
              }
              action={ask}
            />
          )}
        </div>
      </Card>
    </Console>
  )
}
