import type { Difference, Moved } from '../db/queries/reconciliations'
import { describeProblems, parseStripeEnv } from '../lib/env'
import { formatMoney } from '../lib/rules/money'
import { chooseProcessor } from '../lib/payments/processor'
import { reconcileAndRecord } from '../lib/payments/reconcile-and-record'
import { CommandError, UsageError, type Command } from './command'
import { required } from './read-option'

export const reconcile: Command = {
  name: 'reconcile',
  usage: '--since DATE',
  help:
    'Compares Stripe’s records (balance transactions) with the ledger’s card transfers, for every payment to which anything ' +
    'has happened since the beginning of that day (UTC). Prints `ok` with their number, or each payment that is on one side ' +
    'only or differs (exit status 1). Settings show the result, too. Needs STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET.',
  isReading: true,
  options: { since: { type: 'string' } },
  prepare(values) {
    const since = readDay(required(values, 'since'))
    return () => run(since)
  },
}

function readDay(text: string): Date {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null
  if (day === null || Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== text) {
    throw new UsageError(`--since should be a day, such as 2026-11-01; it is ${text}`)
  }
  if (day.getTime() > Date.now()) throw new UsageError('--since should be a day that has begun')
  return day
}

async function run(since: Date): Promise<void> {
  const result = await reconcileAndRecord(openBooks(), since)
  if (!result.ok) throw new CommandError(`Stripe’s records could not be read: ${result.message}`)
  const { compared, differences } = result.value
  for (const difference of differences) console.log(describe(difference))
  const count = `${compared} ${compared === 1 ? 'payment' : 'payments'}`
  if (differences.length > 0)
    throw new CommandError(`Of ${count}, ${differences.length} ${differences.length === 1 ? 'differs' : 'differ'}.`)
  console.log(`ok ${count} since ${since.toISOString().slice(0, 10)}`)
}

function openBooks() {
  const parsed = parseStripeEnv(process.env)
  if (!parsed.ok) throw new CommandError(describeProblems(parsed.problems))
  const { name, books } = chooseProcessor({ stripe: parsed.env, testProcessorUrl: null })
  if (books === null)
    throw new CommandError('STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET are not set: there are no records at Stripe.')
  return { name, books }
}

function describe({ payment, reference, refill, stripe, ledger }: Difference): string {
  const name = [payment, reference ?? (refill === null ? null : `refill ${refill}`)]
    .filter((part) => part !== null)
    .join(' ')
  if (stripe === null) return `${name}: only in the ledger, ${describeMoved(ledger!)}`
  if (ledger === null) return `${name}: only at Stripe, ${describeMoved(stripe)}`
  return `${name}: at Stripe ${describeMoved(stripe)}; in the ledger ${describeMoved(ledger)}`
}

const describeMoved = ({ charged, returned }: Moved) =>
  `${formatMoney(charged)} charged${returned === 0 ? '' : `, ${formatMoney(returned)} returned`}`
