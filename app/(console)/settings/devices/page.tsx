import type { Metadata } from 'next'
import { Button } from '@/app/ui/button'
import { ButtonLink } from '@/app/ui/button-link'
import { Card } from '@/app/ui/card'
import { DataTable, type Column } from '@/app/ui/data-table'
import { EmptyState } from '@/app/ui/empty-state'
import { Moment } from '@/app/ui/moment'
import { RowDetails } from '@/app/ui/row-details'
import { Tag } from '@/app/ui/tag'
import { listDevices, type Device } from '@/db/queries/devices'
import { readRefillRules } from '@/db/queries/teams'
import { requireMember } from '@/lib/auth/current-member'
import { feeRateText } from '@/lib/refills/rules/quote'
import { flashMessage, type FlashQuery } from '../../flash'
import { Settings } from '../settings'
import { countMailstations, DEVICE_TYPES, feeText } from './fee-text'
import { setActive } from './actions'

export const metadata: Metadata = { title: 'Devices · Settings · Indicia' }

const DONE = {
  added: 'The device was added.',
  activated: 'The device was activated.',
  deactivated: 'The device was deactivated.',
}

const REFUSED = { not_found: 'Device not found. Nothing was changed.' }

/** The team's postage devices, and what they mean for the fee. */
export default async function Devices({ searchParams }: { searchParams: FlashQuery }) {
  const member = await requireMember('/settings/devices', 'settings:write')
  const [query, devices, rules] = await Promise.all([
    searchParams,
    listDevices(member.teamId),
    readRefillRules(member.teamId),
  ])
  const mailstations = countMailstations(devices)
  const add = (
    <ButtonLink href="/settings/devices/add" kind="primary">
      Add device
    </ButtonLink>
  )
  return (
    <Settings
      member={member}
      current="devices"
      title="Devices"
      text={
        mailstations > 0
          ? `A Mailstation is active. Credit card refills have a ${feeRateText(rules)} fee. Reserve Account and Purchase Power have no fee.`
          : 'No Mailstation is active. Refills have no fee.'
      }
      done={flashMessage(DONE, query.done)}
      refused={flashMessage(REFUSED, query.refused)}
      actions={devices.length > 0 && add}
    >
      <Card>
        {devices.length > 0 ? (
          <DataTable
            rows={devices}
            columns={columns(mailstations, rules.cardFeeBasisPoints, member.timeZone)}
            caption="Devices"
            rowKey={(device) => device.id}
          />
        ) : (
          <EmptyState
            title="No devices yet"
            text="Add the devices that print your postage. Only a Mailstation adds a fee, and only to credit card refills."
            action={add}
          />
        )}
      </Card>
    </Settings>
  )
}

function columns(mailstations: number, cardFeeBasisPoints: number, timeZone: string): Column<Device>[] {
  return [
    { label: 'Type', look: 'first', cell: ({ type }) => <span className="font-medium">{DEVICE_TYPES[type]}</span> },
    { label: 'Serial number', cell: ({ serial }) => <span className="wrap-anywhere">{serial}</span> },
    {
      label: 'Status',
      look: 'second',
      cell: ({ active }) => <Tag tone={active ? 'green' : 'grey'}>{active ? 'In use' : 'Inactive'}</Tag>,
    },
    { label: 'Added', cell: ({ createdAt }) => <Moment at={createdAt} timeZone={timeZone} /> },
    {
      label: 'Change',
      look: 'action',
      cell: (device) => {
        const verb = device.active ? 'Deactivate' : 'Activate'
        return (
          <RowDetails summary={verb} of={device.serial}>
            <p>{feeText(device, mailstations, cardFeeBasisPoints)}</p>
            <form action={setActive}>
              <input type="hidden" name="device" value={device.id} />
              <input type="hidden" name="active" value={device.active ? 'no' : 'yes'} />
              <Button kind="plain">
                {verb} {device.serial}
              </Button>
            </form>
          </RowDetails>
        )
      },
    },
  ]
}
