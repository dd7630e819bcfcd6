import type { Metadata } from 'next'
import { Card } from '@/app/ui/card'
import { DataTable, type Column } from '@/app/ui/data-table'
import { Moment } from '@/app/ui/moment'
import { Tag } from '@/app/ui/tag'
import { listOpenSessions, type OpenSession } from '@/db/queries/sessions'
import { requireMember, sessionOwnerOf } from '@/lib/auth/current-member'
import { env } from '@/lib/env'
import { Settings } from '../settings'

export const metadata: Metadata = { title: 'Sessions · Settings · Indicia' }

/** Where the person who asks is signed in. */
export default async function Sessions() {
  const member = await requireMember('/settings/sessions', 'balance:read')
  const sessions = await listOpenSessions(await sessionOwnerOf(member), env().session.idleSeconds)
  return (
    <Settings
      member={member}
      current="sessions"
      title="Sessions"
      text="Browsers in which you are signed in. A session ends when you sign out or do not use it for a while."
    >
      <Card>
        <DataTable
          rows={sessions}
          columns={columns(member.timeZone)}
          caption="Sessions"
          rowKey={({ createdAt }) => createdAt.getTime()}
        />
      </Card>
    </Settings>
  )
}

function columns(timeZone: string): Column<OpenSession>[] {
  return [
    {
      label: 'Signed in',
      look: 'first',
      cell: ({ createdAt }) => <Moment at={createdAt} timeZone={timeZone} />,
    },
    {
      label: 'Session',
      look: 'second',
      cell: ({ isThis }) => (isThis ? <Tag tone="green">This browser</Tag> : <Tag tone="grey">Another browser</Tag>),
    },
    { label: 'Last active', cell: ({ lastSeenAt }) => <Moment at={lastSeenAt} timeZone={timeZone} /> },
    { label: 'Ends at the latest', cell: ({ expires }) => <Moment at={expires} timeZone={timeZone} /> },
  ]
}
