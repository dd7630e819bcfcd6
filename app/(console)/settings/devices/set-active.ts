'use server'

import { redirect } from 'next/navigation'
import { authorizeAction } from '@/lib/action'
import { principalOf } from '@/lib/auth/current-member'
import { setDeviceActive } from '@/lib/devices/set-device-active'

const PATH = '/settings/devices'

/** Deactivates a device, or takes it into use again. */
export async function setActive(form: FormData): Promise<void> {
  const member = await authorizeAction(PATH, 'settings:write', form)
  const active = form.get('active') === 'yes'
  const outcome = await setDeviceActive(principalOf(member), String(form.get('device')), active)
  if (outcome !== 'done') redirect(`${PATH}?refused=${outcome}`)
  redirect(`${PATH}?done=${active ? 'activated' : 'deactivated'}`)
}
