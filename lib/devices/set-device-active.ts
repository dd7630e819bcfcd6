import { database } from '../../db/client'
import { isUuid } from '../../db/queries/is-uuid'
import type { Principal } from '../auth/principal'

/** Whether a device is in use. The card fee begins with the first active Mailstation and ends with the last. */
export async function setDeviceActive(
  { teamId, id }: Principal,
  deviceId: string,
  active: boolean,
): Promise<'done' | 'forbidden' | 'not_found'> {
  if (!isUuid(deviceId)) return 'not_found'
  const [{ outcome }] = await database().sql<[{ outcome: 'done' | 'forbidden' | 'not_found' }]>`
    select set_device_active(
      p_team => ${teamId}, p_actor => ${id}, p_device => ${deviceId}, p_active => ${active}) as outcome`
  return outcome
}
