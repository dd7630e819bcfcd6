import { Card } from '@/app/ui/card'
import { exactText } from '@/app/ui/moment-text'
import { SelectField, TextField } from '@/app/ui/posted-fields'
import { PostedForm } from '@/app/ui/posted-form'
import { requireMember } from '@/lib/auth/current-member'
import { emptyForm } from '@/lib/forms/rules/form-state'
import { formatPlain } from '@/lib/rules/money'
import { findTeamSettings } from '@/lib/team/team-settings'
import { listTimeZones } from '@/lib/time-zones/list-time-zones'
import { flashMessage, type FlashQuery } from '../../flash'
import { Settings } from '../settings'
import { saveSettings, saveTeam } from './actions'

const DONE = {
  'time-zone': 'The time zone was saved. All days and times now use it.',
  settings: 'The settings were saved.',
}

/** What belongs to the team as a whole. */
export default async function TeamSettings({ searchParams }: { searchParams: FlashQuery }) {
  const member = await requireMember('/settings/team', 'settings:write')
  const [{ done }, settings] = await Promise.all([searchParams, findTeamSettings(member.teamId)])
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
      <Card>
        <PostedForm
          action={saveSettings}
          initial={emptyForm}
          title="Team · Settings"
          submit="Change settings"
          prefix="settings-"
          className="grid max-w-[620px] gap-6"
        >
          <TextField
            name="low_balance"
            label="Low balance warning"
            hint="Home shows a warning when the balance is below this amount. Leave this empty for no warning."
            prefixSign="$"
            inputMode="decimal"
            maxLength={24}
            defaultValue={settings.low_balance === null ? '' : formatPlain(settings.low_balance)}
          />
          <TextField
            name="receipt_line"
            label="Receipt line"
            hint="Appears on every receipt, such as a department or a tax number. Up to 120 characters."
            maxLength={120}
            defaultValue={settings.receipt_line}
          />
        </PostedForm>
      </Card>
    </Settings>
  )
}
