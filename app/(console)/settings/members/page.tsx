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
  role: 'The role was changed. It counts from the next page that the person opens.',
  activated: 'The member may come in again.',
  deactivated: 'The member was deactivated. From now on every page is closed to them.',
}

const REFUSED = {
  not_found: 'There is no such member. Nothing was changed.',
  last_admin: 'The last active admin can be neither made staff nor deactivated. Make somebody else an admin first.',
  provider_decides: 'Roles are decided by your identity provider. Nothing was changed.',
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
        <Notice title="Roles are decided by your identity provider">
          Members of its group “{adminGroup}” are admins, everybody else is staff, as of each sign-in. Who may come in
          is decided there too, and can be ended here.
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
        People come in through your identity provider. Where this installation has one team, who signs in for the first
        time joins it as staff. A member who was deactivated stays so, however often they sign in.
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
          <span className="font-[550]">{name}</span>
          {userId === me.userId && <span className="text-muted"> (you)</span>}
          {email && email !== name && <span className="block text-[13px] text-muted">{email}</span>}
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
    return <p>The last active admin can be neither made staff nor deactivated. Make somebody else an admin first.</p>
  }
  const otherRole = role === 'admin' ? 'staff' : 'admin'
  return (
    <>
      {!providerDecides && (
        <form action={setRole} className="grid justify-items-start gap-3">
          <p>
            {isMe
              ? 'This is you: as staff you could no longer open these settings or add postage. Only another admin could make you an admin again.'
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
            ? `${name} could come in again, as ${ROLES[role].toLowerCase()}.`
            : isMe
              ? 'This is you: every page would be closed to you at once. Only another admin could let you in again.'
              : `Every page would be closed to ${name} at once. What they did stays in history.`}
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
