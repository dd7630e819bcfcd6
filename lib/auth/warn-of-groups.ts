import { log } from '../log'
import type { Claims } from './read-person'
import { namesOf, type GroupsFault } from './read-groups'

const WORDS: Record<GroupsFault, string> = {
  missing: 'is not among what the identity provider says of a person',
  overage:
    'was left out by the identity provider, because the person is in too many groups (Entra ID: use app roles, OIDC_GROUPS_CLAIM=roles)',
  empty: 'lists no group',
  unusable: 'is neither a list of texts nor a text',
}

// On globalThis: the bundler can give a route its own copy of this module, but there is only one process.
const held = globalThis as typeof globalThis & { indiciaGroupsWarned?: Set<string> }

/** Logs once per process why groups make nobody an admin: the claim, and the claims that exist. */
export function warnAboutGroups(claim: string, fault: GroupsFault, claims: Claims): void {
  const warned = (held.indiciaGroupsWarned ??= new Set())
  if (warned.has(`${claim} ${fault}`)) return
  warned.add(`${claim} ${fault}`)
  log.warn(
    { claim, fault, claims: namesOf(claims) },
    `The claim ${claim} (OIDC_GROUPS_CLAIM) ${WORDS[fault]}. Such people are staff, although OIDC_ADMIN_GROUP is set.`,
  )
}
