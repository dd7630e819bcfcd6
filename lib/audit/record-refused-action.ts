import { database } from '../../db/client'
import type { Permission } from '../auth/rules/permissions'
import type { Principal } from '../auth/principal'
import { recordSecurityEvent } from '../security/record-event'
import { cleanText } from '../text/rules/read-text'

/**
 * Records an action that the member's role does not allow: in the audit log for the team, and in the log for the
 * operator.
 */
export async function recordRefusedAction({ teamId, id }: Principal, path: string, needs: Permission): Promise<void> {
  const page = cleanText(path, { longest: 200 })
  recordSecurityEvent('action_refused', { teamId, userId: id, page, needs })
  await database().sql`select record_refused_action(
    p_team => ${teamId}, p_actor => ${id}, p_page => ${page}, p_needs => ${needs})`
}
