import { database } from '../client'
import { isUuid } from './is-uuid'

/** Who asks, and in which session: a label waits for these alone. */
export type SessionOwner = { teamId: number; userId: string; sessionHash: string }

export type StoredLabel = {
  id: string
  /** The key of its Print form. */
  key: string
  /** The fields of that form. */
  fields: Record<string, string>
  expiresAt: Date
  /** What was printed with its key since; null while it waits. */
  labelId: string | null
}

/** A label that was kept until there is postage; null for an unknown id, an expired one, and whatever is another's. */
export async function findStoredLabel(
  { teamId, userId, sessionHash }: SessionOwner,
  id: string,
): Promise<StoredLabel | null> {
  if (!isUuid(id)) return null
  const { sql } = database()
  const [found] = await sql<StoredLabel[]>`
    select w.id, w.key, w.label as fields, w.expires_at as "expiresAt", k.resource_id as "labelId"
    from waiting_labels w
    left join idempotency_keys k on k.team_id = w.team_id and k.operation = 'label' and k.key = w.key::text
    where w.team_id = ${teamId} and w.id = ${id} and w.user_id = ${userId} and w.session_token = ${sessionHash}
      and w.expires_at > now()`
  return found ?? null
}
