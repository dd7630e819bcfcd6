'use server'

import { redirect } from 'next/navigation'
import { authorizeAction } from '@/lib/action'
import { principalOf } from '@/lib/auth/current-member'
import { timeZoneField } from '@/lib/forms/fields'
import { readForm } from '@/lib/forms/read-form'
import { formError, type FormState } from '@/lib/forms/rules/form-state'
import { readTeamSettingsForm, setTeamSettings } from '@/lib/team/team-settings'
import { notAZone } from '@/lib/time-zones/read-time-zone'
import { setTeamTimeZone } from '@/lib/time-zones/set-team-time-zone'

/** Sets the time zone of the team. */
export async function saveTeam(_state: FormState, form: FormData): Promise<FormState> {
  const member = await authorizeAction('/settings/team', 'settings:write', form)
  const read = readForm(form, { time_zone: timeZoneField() })
  if (!read.ok) return read.state
  const outcome = await setTeamTimeZone(principalOf(member), read.data.time_zone)
  if (outcome === 'changed' || outcome === 'same') redirect('/settings/team?done=time-zone')
  return outcome === 'forbidden'
    ? formError(read.values, 'form', 'Only admins can change this.')
    : formError(read.values, 'time_zone', notAZone(read.data.time_zone))
}

/** Changes the settings that only screens read. */
export async function saveSettings(_state: FormState, form: FormData): Promise<FormState> {
  const member = await authorizeAction('/settings/team', 'settings:write', form)
  const read = readTeamSettingsForm(form)
  if (!read.ok) return read.state
  const outcome = await setTeamSettings(principalOf(member), read.data)
  if (outcome === 'forbidden') return formError(read.values, 'form', 'Only admins can change this.')
  redirect('/settings/team?done=settings')
}
