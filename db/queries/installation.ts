import { database } from '../client'

/** The id of this installation. A restored backup keeps it. */
export async function readInstallation(): Promise<string> {
  const [{ id }] = await database().sql<[{ id: string }]>`select id from installation`
  return id
}

/** Whether there is a team with this id. */
export async function isTeam(id: number): Promise<boolean> {
  const [found] = await database().sql`select from teams where id = ${id}`
  return found !== undefined
}
