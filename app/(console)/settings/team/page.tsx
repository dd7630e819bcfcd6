import { Card } from '@/app/ui/card'
import { exactText } from '@/app/ui/moment-text'
import { SelectField } from '@/app/ui/posted-fields'
import { PostedForm } from '@/app/ui/posted-form'
import { requireMember } from '@/lib/auth/current-member'
import { emptyForm } from '@/lib/forms/rules/form-state'
import { listTimeZones } from '@/lib/time-zones/list-time-zones'
import { flashMessage, type FlashQuery } from '../../flash'
import { Settings } from '../settings'
import { saveTeam } from './save-team'

const DONE = { saved: 'The time zone was saved. All days and times now use it.' }

/** What belongs to the team as a whole: by which clock its days begin. */
export default async function TeamSettings({ searchParams }: { searchParams: FlashQuery }) {
  const member = await requireMember('/settings/team', 'settings:write')
  const { done } = await searchParams
  return (
    <Settings
      member={member}
      current="team"
      title="Team"
      text={<bdi>{member.teamName}</bdi>}
      done={flashMessage(DONE, done)}
    >
      <Card>
        <PostedForm
          action={saveTeam}
          initial={emptyForm}
          title="Team · Settings"
          submit="Save"
          className="grid max-w-[620px] gap-6"
        >
          <SelectField
            name="time_zone"
            label="Time zone"
            options={listTimeZones(member.timeZone)}
            defaultValue={member.timeZone}
            hint={`It is ${exactText(new Date(), member.timeZone)} there.`}
          />
          <p className="text-muted">
            Days start at midnight in this time zone in filters, charts, forecasts, exports, and price lists. The ledger
            stores exact times and does not change. Support hours have their own time zone.
          </p>
        </PostedForm>
      </Card>
    </Settings>
  )
}
