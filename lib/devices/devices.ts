import { database } from '../../db/client'
import type { DeviceType } from '../../db/queries/devices'
import type { Principal } from '../auth/principal'
import { isUuid } from '../../db/queries/is-uuid'

/** Adds a postage device with its serial number of 1 to 40 characters. An active Mailstation switches on the card fee. */
export async function addDevice(
  { teamId, id }: Principal,
  type: DeviceType,
  serial: string,
): Promise<'done' | 'forbidden' | 'invalid' | 'known'> {
  const [{ outcome }] = await database().sql<[{ outcome: 'done' | 'forbidden' | 'invalid' | 'known' }]>`
    select add_device(p_team => ${teamId}, p_actor => ${id}, p_type => ${type}, p_serial => ${serial}) as outcome`
  return outcome
}

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
