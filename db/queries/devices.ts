import { database } from '../client'

export type DeviceType = 'mailstation' | 'sendpro' | 'other'

export type Device = { id: string; type: DeviceType; serial: string; active: boolean; createdAt: Date }

/** The team's postage devices: those in use first, each group by age. */
export async function listDevices(teamId: number): Promise<Device[]> {
  return database().sql<Device[]>`
    select id, type, serial, active, created_at as "createdAt" from devices where team_id = ${teamId}
    order by active desc, created_at, id`
}
