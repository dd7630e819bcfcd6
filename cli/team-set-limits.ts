import { database } from '../db/client'
import { readBalance } from '../db/queries/balance'
import { formatMoney } from '../lib/rules/money'
import { CommandError, UsageError, type Command } from './command'
import { findTeam } from './find-team'
import { postgresCode } from './postgres-code'
import { printTeam } from './print-team'
import { optionalCents, required } from './read-option'

/** The SQLSTATE of limits that contradict each other, and of a limit below what is in the account. */
const CONTRADICTION = '22023'
const BOUND = '23514'

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
    if (limits.limit !== undefined && limits.minimum !== undefined && limits.limit < limits.minimum)
      throw new UsageError('--limit should be at least --minimum: otherwise nobody could add postage')
    return () => setLimits(slug, limits)
  },
}

async function setLimits(slug: string, { limit, minimum }: Limits): Promise<void> {
  const team = await findTeam(slug)
  try {
    await database().sql`select set_limits(
      p_team => ${team.id}, p_max_balance => ${limit ?? null}, p_minimum_refill => ${minimum ?? null})`
  } catch (error) {
    throw (await explain(error, team.id, { limit, minimum })) ?? error
  }
  await printTeam(team)
}

/** A refusal of the limits in words; null for any other error. */
async function explain(error: unknown, teamId: number, { limit, minimum }: Limits): Promise<CommandError | null> {
  const code = postgresCode(error)
  if (code !== CONTRADICTION && code !== BOUND) return null
  const account = await readBalance(teamId)
  if (code === BOUND) {
    const used = formatMoney(account.available + account.pending)
    return new CommandError(
      `The limit cannot be ${formatMoney(limit ?? account.limit)}: balance and pending refills are ${used}.`,
    )
  }
  return limit === undefined
    ? new CommandError(
        `The minimum refill cannot be ${formatMoney(minimum ?? account.minimum)}: the limit is ${formatMoney(account.limit)}.`,
      )
    : new CommandError(
        `The limit cannot be ${formatMoney(limit)}: the minimum refill is ${formatMoney(account.minimum)}.`,
      )
}
