import { database } from '../../db/client'
import type { DeviceType } from '../../db/queries/devices'
import type { Principal } from '../auth/principal'

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
