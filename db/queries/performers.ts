import { database } from '../client'

/** Everyone who may have done something in the team, for a filter: its people, and the API keys with the scope for it. */
export async function listPerformers(teamId: number, scope: string): Promise<{ id: string; name: string }[]> {
  return database().sql<{ id: string; name: string }[]>`
    select * from (
      select m.user_id::text as id, person_name(u) as name
        from memberships m join users u on u.id = m.user_id where m.team_id = ${teamId}
      union all
      select k.id::text, k.name from api_keys k where k.team_id = ${teamId} and ${scope} = any (k.scopes)
    ) performers order by name, id`
}
