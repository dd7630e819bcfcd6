import { readProcessorReading } from '../db/queries/processor-reading'
import type { Difference, Moved } from '../db/queries/reconciliations'
import { describeProblems, parseStripeEnv } from '../lib/env'
import type { CardProcessor, ProcessorBooks } from '../lib/payments/card-processor'
import { chooseProcessor } from '../lib/payments/processor'
import { readingSource } from '../lib/payments/reading-source'
import { reconcileAndRecord } from '../lib/payments/reconcile-and-record'
import { bookDifferences, type BookedCharge } from '../lib/refills/book-differences'
import { formatMoney } from '../lib/rules/money'
import { cleanText } from '../lib/text/rules/read-text'
import { CommandError, UsageError, type Command } from './command'
import { optional } from './read-option'

const DAY_MS = 86_400_000
/** Without `--since`: as much as the nightly comparison reads. */
const DEFAULT_DAYS = 7

export const reconcile: Command = {
  name: 'reconcile',
  usage: '[--book] [--since TIME]',
  help:
    'Compares Stripe’s records (balance transactions) with the ledger’s card transfers, for every payment to which anything ' +
    'has happened since then: a day, such as 2026-11-01 (UTC), or a time, such as 2026-11-01T09:30:00Z. Without --since: ' +
    'since seven days ago, or since the last reading if that was earlier. Prints `ok` with their number, or each payment ' +
    'that is on one side only or differs (exit status 1). With --book it first books what differs as it is at Stripe, and ' +
    'makes refills again that a restored backup has lost; it prints a line for each. Settings show the result, too. Needs ' +
    'STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET.',
  isReading: ({ book }) => book !== true,
  options: { since: { type: 'string' }, book: { type: 'boolean' } },
  prepare(values) {
    const since = optional(values, 'since')
    const from = since === undefined ? null : readTime(since)
    return () => run(from, values.book === true)
  },
}

function readTime(text: string): Date {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text)
  const isTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})$/.test(text)
  const at = isDay ? new Date(`${text}T00:00:00Z`) : isTime ? new Date(text) : null
  const isReal = at !== null && !Number.isNaN(at.getTime()) && (!isDay || at.toISOString().slice(0, 10) === text)
  if (!isReal) {
    throw new UsageError(
      `--since should be a day, such as 2026-11-01, or a time, such as 2026-11-01T09:30:00Z; it is ${cleanText(text, { longest: 100 })}`,
    )
  }
  if (at.getTime() > Date.now()) throw new UsageError('--since should be in the past')
  return at
}

async function run(from: Date | null, isBooking: boolean): Promise<void> {
  const processor = openBooks()
  const since = from ?? (await defaultSince(processor))
  if (isBooking) await book(processor, since)
  const result = await reconcileAndRecord(processor, since)
  if (!result.ok) throw new CommandError(`Stripe’s records could not be read: ${result.message}`)
  const { compared, differences } = result.value
  for (const difference of differences) console.log(describe(difference))
  const count = `${compared} ${compared === 1 ? 'payment' : 'payments'}`
  if (differences.length > 0)
    throw new CommandError(`Of ${count}, ${differences.length} ${differences.length === 1 ? 'differs' : 'differ'}.`)
  console.log(`ok ${count} since ${describeTime(since)}`)
}

/** After a restored backup the last reading is as old as the backup. */
async function defaultSince(processor: Pick<CardProcessor, 'id' | 'mode'>): Promise<Date> {
  const { readUntil } = await readProcessorReading(readingSource(processor))
  const week = Date.now() - DEFAULT_DAYS * DAY_MS
  return new Date(Math.min(week, (readUntil?.getTime() ?? week) - DAY_MS))
}

async function book({ books }: { books: ProcessorBooks }, since: Date): Promise<void> {
  const result = await bookDifferences(books, since, true)
  if (!result.ok) throw new CommandError(`Stripe’s records could not be read: ${result.message}`)
  for (const { charge, reference, outcome } of result.value.booked) {
    const name = reference === null ? charge : `${charge} ${reference}`
    console.log(`booked ${name}: ${BOOKED[outcome]}`)
  }
}

const BOOKED: Record<BookedCharge['outcome'], string> = {
  recorded: 'as it is at Stripe',
  recovered: 'the refill was lost and is made again',
  duplicate: 'a second payment for its refill, which goes back to the card',
  other_amount: 'nothing, because the amount is not the refill’s',
}

/** A time within a day is written whole; midnight is the day. */
const describeTime = (at: Date) => at.toISOString().replace('T00:00:00.000Z', '').replace('.000Z', 'Z')

function openBooks() {
  const parsed = parseStripeEnv(process.env)
  if (!parsed.ok) throw new CommandError(describeProblems(parsed.problems))
  const { books, ...processor } = chooseProcessor({ stripe: parsed.env, testProcessorUrl: null })
  if (books === null)
    throw new CommandError('STRIPE_SECRET_KEY and STRIPE_WEBHOOK_SECRET are not set: there are no records at Stripe.')
  return { ...processor, books }
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
