import { Card } from '@/app/ui/card'
import { ChoicesField, TextField } from '@/app/ui/posted-fields'
import { PostedForm } from '@/app/ui/posted-form'
import { TextLink } from '@/app/ui/text-link'
import { listDevices } from '@/db/queries/devices'
import { readRefillRules } from '@/db/queries/teams'
import { requireMember } from '@/lib/auth/current-member'
import { emptyForm } from '@/lib/forms/rules/form-state'
import { Settings } from '../../settings'
import { countMailstations, DEVICE_TYPES, feeText } from '../fee-text'
import { add } from '../actions'

/** A device and its serial number; what a Mailstation costs stands beside the choice. */
export default async function AddDevice() {
  const member = await requireMember('/settings/devices/add', 'settings:write')
  const [devices, { cardFeeBasisPoints }] = await Promise.all([
    listDevices(member.teamId),
    readRefillRules(member.teamId),
  ])
  const mailstations = countMailstations(devices)
  return (
    <Settings member={member} current="devices" title="Add device">
      <Card>
        <PostedForm action={add} initial={emptyForm} title="Add device · Settings" submit="Add device">
          <ChoicesField
            name="type"
            label="Type"
            options={(['mailstation', 'sendpro', 'other'] as const).map((type) => ({
              value: type,
              label: DEVICE_TYPES[type],
              under:
                type === 'mailstation' ? feeText({ type, active: false }, mailstations, cardFeeBasisPoints) : 'No fee.',
            }))}
          />
          <TextField
            name="serial"
            label="Serial number"
            hint="The serial number on the device. Up to 40 characters."
            maxLength={40}
          />
        </PostedForm>
      </Card>
      <p>
        <TextLink href="/settings/devices">Back to devices</TextLink>
      </p>
    </Settings>
  )
}
