import { database } from '../db/client'
import { makeKey, SCOPES } from '../lib/api-keys/api-keys'
import { UsageError, type Command } from './command'
import { findTeam } from './find-team'
import { required, requiredCount, requiredText } from './read-option'

const DAY_MS = 24 * 60 * 60 * 1000

type KeyOptions = { name: string; scopes: string[]; expiresAt: Date | null }

export const apiKeyCreate: Command = {
  name: 'api-key create',
  usage: '--team SLUG --name NAME --scope SCOPE [--scope SCOPE …] [--expires-in-days DAYS]',
  help: `Makes an API key and prints it, alone on one line. It is shown this once. Scopes: ${SCOPES.join(', ')}.`,
  options: {
    team: { type: 'string' },
    name: { type: 'string' },
    scope: { type: 'string', multiple: true },
    'expires-in-days': { type: 'string' },
  },
  prepare(values) {
    const slug = required(values, 'team')
    const name = requiredText(values, 'name', 75)
    const scopes = [...new Set((values.scope ?? []) as string[])]
    if (scopes.length === 0) throw new UsageError(`--scope is missing: ${SCOPES.join(', ')}`)
    const unknown = scopes.find((scope) => !SCOPES.some((known) => known === scope))
    if (unknown !== undefined) throw new UsageError(`there is no scope "${unknown}", only ${SCOPES.join(', ')}`)
    const days = values['expires-in-days'] === undefined ? null : requiredCount(values, 'expires-in-days', 1, 36_500)
    return () =>
      createKey(slug, { name, scopes, expiresAt: days === null ? null : new Date(Date.now() + days * DAY_MS) })
  },
}

async function createKey(slug: string, { name, scopes, expiresAt }: KeyOptions): Promise<void> {
  const team = await findTeam(slug)
  const { key, hash, prefix } = makeKey()
  const { sql } = database()
  await sql`
    select create_api_key(
      p_team => ${team.id}, p_name => ${name}, p_hash => ${hash}, p_prefix => ${prefix},
      p_scopes => string_to_array(${scopes.join(' ')}, ' '), p_expires_at => ${expiresAt})`
  console.log(key)
}
