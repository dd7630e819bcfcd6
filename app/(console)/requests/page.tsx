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

export const metadata: Metadata = { title: 'Requests for postage · Indicia' }

const PAGE_SIZE = 50

const PATH = '/requests'

const STATES = [
  { value: 'open', label: 'Open' },
  { value: 'all', label: 'All' },
] as const

/** Requests for postage: for admins the team's, at first those that wait for them; for others their own. */
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
      Ask for postage
    </ButtonLink>
  )
  return (
    <Console member={member}>
      <PageHeading
        title={isAdmin ? 'Requests for postage' : 'Your requests for postage'}
        actions={requests.length > 0 && ask}
      >
        {isAdmin
          ? 'What people of your team asked for. Open ones wait for you.'
          : 'What you asked your admins for, and what became of it.'}
      </PageHeading>
      <Card>
        <div className="grid gap-5">
          <FilterLinks
            label="State"
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
                  ? 'When somebody who may not add postage needs some, it stands here: approve it or say why not.'
                  : 'When the balance is too low for what you print, ask your admins for more.'
              }
              action={ask}
            />
          )}
        </div>
      </Card>
    </Console>
  )
}
