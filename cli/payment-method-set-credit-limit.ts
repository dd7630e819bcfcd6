import { database } from '../db/client'
import { readAccountState } from '../db/queries/statement'
import { formatMoney } from '../lib/rules/money'
import { CommandError, type Command } from './command'
import { findTeam } from './find-team'
import { postgresCode } from './postgres-code'
import { required, requiredCents } from './read-option'

export const paymentMethodSetCreditLimit: Command = {
  name: 'payment-method set-credit-limit',
  usage: '--team SLUG --limit CENTS',
  help:
    'Sets what Purchase Power may be drawn to, in cents; prints the limit and what is drawn as JSON. Where the team has no ' +
    'Purchase Power yet, an admin can then set it up under Settings → Payment methods.',
  options: { team: { type: 'string' }, limit: { type: 'string' } },
  prepare(values) {
    const slug = required(values, 'team')
    const limit = requiredCents(values, 'limit')
    return () => setCreditLimit(slug, limit)
  },
}

async function setCreditLimit(slug: string, limit: number): Promise<void> {
  const team = await findTeam(slug)
  try {
    await database().sql`select set_credit_limit(p_team => ${team.id}, p_limit => ${limit})`
  } catch (error) {
    if (postgresCode(error) !== '23514') throw error
    const { balance } = await readAccountState(team.id, 'purchase_power')
    throw new CommandError(`The limit cannot be ${formatMoney(limit)}: ${formatMoney(balance)} is drawn.`)
  }
  const { limit: set, balance: drawn } = await readAccountState(team.id, 'purchase_power')
  console.log(JSON.stringify({ slug, credit_limit: set, drawn, currency: 'USD' }))
}
