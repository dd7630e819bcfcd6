import { database } from '../db/client'
import { readBalance } from '../db/queries/balance'
import { formatMoney } from '../lib/rules/money'
import { CommandError, UsageError, type Command } from './command'
import { findTeam } from './find-team'
import { postgresCode } from './postgres-code'
import { printTeam } from './print-team'
import { optionalCents, required } from './read-option'

type Limits = { limit: number | undefined; minimum: number | undefined }

export const teamSetLimits: Command = {
  name: 'team set-limits',
  usage: '--team SLUG [--limit CENTS] [--minimum CENTS]',
  help: 'Sets the most that the balance may be, and the least that is added at once, in cents; prints the team as JSON.',
  options: { team: { type: 'string' }, limit: { type: 'string' }, minimum: { type: 'string' } },
  prepare(values) {
    const slug = required(values, 'team')
    const limits = { limit: optionalCents(values, 'limit'), minimum: optionalCents(values, 'minimum') }
    if (limits.limit === undefined && limits.minimum === undefined)
      throw new UsageError('give --limit, --minimum or both')
    if (limits.minimum === 0) throw new UsageError('--minimum should be at least 1')
    return () => setLimits(slug, limits)
  },
}

async function setLimits(slug: string, { limit, minimum }: Limits): Promise<void> {
  const team = await findTeam(slug)
  try {
    await database().sql`select set_limits(
      p_team => ${team.id}, p_max_balance => ${limit ?? null}, p_minimum_refill => ${minimum ?? null})`
  } catch (error) {
    if (postgresCode(error) !== '23514') throw error
    const { available, pending } = await readBalance(team.id)
    throw new CommandError(
      `The limit cannot be ${formatMoney(limit ?? 0)}: balance and pending refills are ${formatMoney(available + pending)}.`,
    )
  }
  await printTeam(team)
}
