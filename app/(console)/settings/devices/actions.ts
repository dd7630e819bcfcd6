'use server'

import { redirect } from 'next/navigation'
import { authorizeAction } from '@/lib/action'
import { principalOf } from '@/lib/auth/current-member'
import { addDevice, setDeviceActive } from '@/lib/devices/devices'
import type { FormState } from '@/lib/forms/rules/form-state'
import { choiceField, textField } from '@/lib/forms/fields'
import { readForm } from '@/lib/forms/read-form'

const PATH = '/settings/devices'

const WORDS = {
  forbidden: { field: 'form', message: 'Only admins can add devices. Nothing was changed.' },
  invalid: { field: 'serial', message: 'Enter a serial number of up to 40 characters.' },
  known: { field: 'serial', message: 'Your team already has a device with this serial number.' },
}

/** Takes the form of a new device. */
export async function add(_previous: FormState, form: FormData): Promise<FormState> {
  const member = await authorizeAction('/settings/devices/add', 'settings:write', form)
  const read = readForm(form, {
    type: choiceField(['mailstation', 'sendpro', 'other'], 'Choose a device type.'),
    serial: textField({ called: 'The serial number', longest: 40, missing: 'Enter the serial number.' }),
  })
  if (!read.ok) return read.state
  const outcome = await addDevice(principalOf(member), read.data.type, read.data.serial)
  if (outcome !== 'done') return { values: read.values, errors: [WORDS[outcome]] }
  redirect('/settings/devices?done=added')
}

/** Deactivates a device, or takes it into use again. */
export async function setActive(form: FormData): Promise<void> {
  const member = await authorizeAction(PATH, 'settings:write', form)
  const active = form.get('active') === 'yes'
  const outcome = await setDeviceActive(principalOf(member), String(form.get('device')), active)
  if (outcome !== 'done') redirect(`${PATH}?refused=${outcome}`)
  redirect(`${PATH}?done=${active ? 'activated' : 'deactivated'}`)
}
