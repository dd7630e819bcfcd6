'use server'

import { redirect } from 'next/navigation'
import { authorizeAction } from '@/lib/action'
import { principalOf } from '@/lib/auth/current-member'
import { readTexts, type FormState } from '@/lib/form-state'
import { notAZone, readTimeZone } from '@/lib/time-zones/read-time-zone'
import { setTeamTimeZone } from '@/lib/time-zones/set-team-time-zone'

/** Sets the time zone of the team. */
export async function saveTeam(_state: FormState, form: FormData): Promise<FormState> {
  const member = await authorizeAction('/settings/team', 'settings:write', form)
  const { values, errors } = readTexts(form, ['time_zone'])
  const read = readTimeZone(values.time_zone)
  if (!read.ok)
    errors.push({ field: 'time_zone', message: values.time_zone === '' ? 'Choose a time zone.' : read.message })
  if (!read.ok || errors.length > 0) return { values, errors }
  const outcome = await setTeamTimeZone(principalOf(member), read.zone)
  if (outcome === 'changed' || outcome === 'same') redirect('/settings/team?done=saved')
  return {
    values,
    errors: [
      outcome === 'forbidden'
        ? { field: 'form', message: 'Only admins can change this.' }
        : { field: 'time_zone', message: notAZone(read.zone) },
    ],
  }
}
