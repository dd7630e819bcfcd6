import type { Metadata } from 'next'
import { ButtonLink } from '@/app/ui/button-link'
import { Card } from '@/app/ui/card'
import { CaseTable } from '@/app/ui/case-table'
import { EmptyState } from '@/app/ui/empty-state'
import { PageHeading } from '@/app/ui/page-heading'
import { Pager } from '@/app/ui/pager'
import { listCases } from '@/db/queries/cases'
import { isUuid } from '@/db/queries/is-uuid'
import { requireMember } from '@/lib/auth/current-member'
import { may } from '@/lib/auth/permissions'
import { Console } from '../../console'

export const metadata: Metadata = { title: 'Cases · Help · Indicia' }

const PAGE_SIZE = 50

type Query = Record<string, string | string[] | undefined>

/** One's own cases; for admins the whole team's. What something happened to last is on top. */
export default async function Cases({ searchParams }: { searchParams: Promise<Query> }) {
  const member = await requireMember('/help/cases', 'balance:read')
  const isAdmin = may(member.role, 'settings:write')
  const after = readPlace((await searchParams).after)
  const found = await listCases({ teamId: member.teamId, userId: member.userId, isAdmin }, PAGE_SIZE + 1, after)
  const cases = found.slice(0, PAGE_SIZE)
  const last = cases.at(-1)
  const create = <ButtonLink href="/help/cases/new" kind="primary">Create a case</ButtonLink>
  return (
    <Console member={member} current="help">
      <PageHeading title={isAdmin ? 'Cases of your team' : 'Your cases'} actions={<>{cases.length > 0 && create}<ButtonLink href="/help">Help</ButtonLink></>}>
        {isAdmin ? 'What people of your team asked. Open ones wait for an answer.' : 'What you asked, and what was answered.'}
      </PageHeading>
      <Card>
        {cases.length > 0 ? (
          <div className="grid gap-5">
            <CaseTable rows={cases} timeZone={member.timeZone} withPeople={isAdmin} />
            <Pager newerHref={null} olderHref={found.length > PAGE_SIZE && last ? `/help/cases?after=${last.position}.${last.id}` : null} />
          </div>
        ) : (
          <EmptyState
            title={after ? 'No older cases' : 'No cases yet'}
            text={isAdmin ? 'When somebody of your team asks for help, it stands here and you can answer.' : 'When something is wrong with a refill or a label, ask here. Your admins answer.'}
            action={create}
          />
        )}
      </Card>
    </Console>
  )
}

/** `<microseconds>.<id>` of the last row of the page that one comes from. */
function readPlace(text: string | string[] | undefined): { position: number; id: string } | undefined {
  const [position = '', id = ''] = typeof text === 'string' ? text.split('.') : []
  return /^\d{1,16}$/.test(position) && isUuid(id) ? { position: Number(position), id } : undefined
}
