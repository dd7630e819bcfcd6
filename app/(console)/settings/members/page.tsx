import type { Metadata } from 'next'
import { Button } from '@/app/ui/button'
import { Card } from '@/app/ui/card'
import { DataTable, NOTHING, type Column } from '@/app/ui/data-table'
import { Moment } from '@/app/ui/moment'
import { Notice } from '@/app/ui/notice'
import { RowDetails } from '@/app/ui/row-details'
import { Tag } from '@/app/ui/tag'
import { listMembers, type TeamMember } from '@/db/queries/members'
import { requireMember, type Member } from '@/lib/auth/current-member'
import { env } from '@/lib/env'
import { flashMessage, type FlashQuery } from '../../flash'
import { Settings } from '../settings'
import { setRole, setActive } from './actions'

export const metadata: Metadata = { title: 'Members · Settings · Indicia' }

const DONE = {
  role: 'The role was changed. It takes effect on the next page the person opens.',
  activated: 'The member was activated.',
  deactivated: 'The member was deactivated and can no longer sign in.',
}

const REFUSED = {
  not_found: 'Member not found. Nothing was changed.',
  last_admin: 'The last active admin cannot be made staff or deactivated. Make another member an admin first.',
  provider_decides: 'Your identity provider sets roles. Nothing was changed.',
}

/** Who is in the team, and what they may do. */
export default async function Members({ searchParams }: { searchParams: FlashQuery }) {
  const member = await requireMember('/settings/members', 'settings:write')
  const [query, members] = await Promise.all([searchParams, listMembers(member.teamId)])
  const { adminGroup } = env().oidc
  return (
    <Settings
      member={member}
      current="members"
      title="Members"
      text="Admins add postage and change settings. Staff print labels and see history."
      done={flashMessage(DONE, query.done)}
      refused={flashMessage(REFUSED, query.refused)}
    >
      {adminGroup !== null && (
        <Notice title="Your identity provider sets roles">
          Members of its group “{adminGroup}” are admins. Everyone else is staff. Roles are updated at each sign-in. You
          can deactivate members here.
        </Notice>
      )}
      <Card>
        <DataTable
          rows={members}
          columns={columns(
            member,
            members.filter(({ role, active }) => role === 'admin' && active).length,
            adminGroup !== null,
          )}
          caption="Members"
          rowKey={({ userId }) => userId}
        />
      </Card>
      <p className="max-w-[72ch] text-muted">
        People sign in through your identity provider. If this installation has one team, new people join it as staff. A
        deactivated member stays deactivated after signing in.
      </p>
    </Settings>
  )
}

function columns(me: Member, admins: number, providerDecides: boolean): Column<TeamMember>[] {
  return [
    {
      label: 'Name',
      look: 'first wide',
      cell: ({ userId, name, email }) => (
        <span className="wrap-anywhere">
          <span className="font-medium">{name}</span>
          {userId === me.userId && <span className="text-muted"> (you)</span>}
          {email && email !== name && <span className="block text-sm text-muted">{email}</span>}
        </span>
      ),
    },
    {
      label: 'Role',
      look: 'second',
      cell: ({ role }) => <Tag tone={role === 'admin' ? 'accent' : 'grey'}>{ROLES[role]}</Tag>,
    },
    {
      label: 'Status',
      cell: ({ active }) => <Tag tone={active ? 'green' : 'grey'}>{active ? 'Active' : 'Inactive'}</Tag>,
    },
    {
      label: 'Last sign-in',
      cell: ({ lastSignIn }) => (lastSignIn ? <Moment at={lastSignIn} timeZone={me.timeZone} /> : NOTHING),
    },
    {
      label: 'Change',
      look: 'action',
      cell: (person) => (
        <RowDetails summary="Change" of={person.name}>
          <MemberChanges
            person={person}
            isMe={person.userId === me.userId}
            isLastAdmin={person.role === 'admin' && person.active && admins === 1}
            providerDecides={providerDecides}
          />
        </RowDetails>
      ),
    },
  ]
}

const ROLES = { admin: 'Admin', staff: 'Staff' }

type MemberChangesProps = { person: TeamMember; isMe: boolean; isLastAdmin: boolean; providerDecides: boolean }

/** What can be done with a member, and what it means, before it is pressed. */
function MemberChanges({ person, isMe, isLastAdmin, providerDecides }: MemberChangesProps) {
  const { userId, name, role, active } = person
  if (isLastAdmin) {
    return <p>The last active admin cannot be made staff or deactivated. Make another member an admin first.</p>
  }
  const otherRole = role === 'admin' ? 'staff' : 'admin'
  return (
    <>
      {!providerDecides && (
        <form action={setRole} className="grid justify-items-start gap-3">
          <p>
            {isMe
              ? 'This is you. As staff, you cannot open these settings or add postage. Only another admin can make you an admin again.'
              : otherRole === 'admin'
                ? `As an admin, ${name} can add postage and change every setting.`
                : `As staff, ${name} can no longer add postage or change settings.`}
          </p>
          <input type="hidden" name="member" value={userId} />
          <input type="hidden" name="role" value={otherRole} />
          <Button kind="plain">
            {isMe ? 'Make me staff' : `Make ${name} ${otherRole === 'admin' ? 'an admin' : 'staff'}`}
          </Button>
        </form>
      )}
      <form action={setActive} className="grid justify-items-start gap-3">
        <p>
          {!active
            ? `${name} will be able to sign in again, as ${ROLES[role].toLowerCase()}.`
            : isMe
              ? 'This is you. You will lose access immediately. Only another admin can reactivate you.'
              : `${name} will lose access immediately. Their history stays.`}
        </p>
        <input type="hidden" name="member" value={userId} />
        <input type="hidden" name="active" value={active ? 'no' : 'yes'} />
        <Button kind="plain">
          {active ? 'Deactivate' : 'Activate'} {isMe ? 'me' : name}
        </Button>
      </form>
    </>
  )
}
