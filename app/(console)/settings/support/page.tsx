import { Card } from '@/app/ui/card'
import { CheckField, SelectField, TextField } from '@/app/ui/posted-fields'
import { PostedForm } from '@/app/ui/posted-form'
import { readSupport } from '@/db/queries/support'
import { requireMember } from '@/lib/auth/current-member'
import { emptyForm } from '@/lib/forms/rules/form-state'
import { DAY_NAMES } from '@/lib/help/support-hours'
import { listTimeZones } from '@/lib/time-zones/list-time-zones'
import { flashMessage, type FlashQuery } from '../../flash'
import { Settings } from '../settings'
import { saveSupport } from './save-support'

const DONE = { saved: 'The support contact and hours were saved. Help shows them to everyone.' }

/** Whom the team turns to for help, and when somebody answers. */
export default async function SupportSettings({ searchParams }: { searchParams: FlashQuery }) {
  const member = await requireMember('/settings/support', 'settings:write')
  const [support, { done }] = await Promise.all([readSupport(member.teamId), searchParams])
  return (
    <Settings
      member={member}
      current="support"
      title="Support"
      text="The support contact for your team. Help shows it to everyone, with the current availability."
      done={flashMessage(DONE, done)}
    >
      <Card>
        <PostedForm
          action={saveSupport}
          initial={emptyForm}
          title="Support · Settings"
          submit="Save"
          className="grid max-w-[620px] gap-6"
        >
          <div className="grid gap-5 sm:grid-cols-2">
            <TextField
              name="email"
              label="Email"
              type="email"
              inputMode="email"
              defaultValue={support.email ?? ''}
              hint="Leave empty to hide."
            />
            <TextField
              name="phone"
              label="Phone"
              type="tel"
              inputMode="tel"
              defaultValue={support.phone ?? ''}
              hint="Leave empty to hide."
            />
          </div>
          <fieldset className="min-w-0">
            <legend className="mb-1 font-medium">Days</legend>
            <div className="grid grid-cols-2 gap-x-4 sm:grid-cols-4">
              {DAY_NAMES.map((name, index) => (
                <CheckField
                  key={name}
                  name="days"
                  label={name}
                  value={String(index + 1)}
                  defaultChecked={support.days.includes(String(index + 1))}
                />
              ))}
            </div>
            <p className="text-sm text-muted">If you choose no days, Help shows support as closed.</p>
          </fieldset>
          <div className="grid gap-5 sm:grid-cols-2">
            <TextField name="opens" label="Opens" type="time" defaultValue={support.opens} />
            <TextField
              name="closes"
              label="Closes"
              type="time"
              defaultValue={support.closes}
              hint="If this is not after the opening time, support closes the next day."
            />
          </div>
          <SelectField
            name="timeZone"
            label="Time zone of these hours"
            options={listTimeZones(support.timeZone)}
            defaultValue={support.timeZone}
            hint="Daylight saving time is handled automatically."
          />
        </PostedForm>
      </Card>
    </Settings>
  )
}
