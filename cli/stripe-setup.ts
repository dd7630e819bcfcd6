import { describeProblems, parseStripeKey } from '../lib/env'
import { chooseEndpoints } from '../lib/payments/processor'
import { differs, type EndpointDifference, type ProcessorEndpoints } from '../lib/payments/processor-endpoints'
import type { BooksResult } from '../lib/payments/card-processor'
import { CommandError, UsageError, type Command } from './command'
import { required } from './read-option'

export const stripeSetup: Command = {
  name: 'stripe setup',
  usage: '--url https://HOST [--update]',
  help:
    'Registers the webhook endpoint of the server at that address with Stripe, with exactly the events that Indicia ' +
    'handles, and prints its signing secret alone on one line: the value of STRIPE_WEBHOOK_SECRET. Stripe tells it only once. ' +
    'If the endpoint exists, the command says how its events differ (exit status 1), and --update sets them. ' +
    'Needs STRIPE_SECRET_KEY.',
  withoutDatabase: true,
  options: { url: { type: 'string' }, update: { type: 'boolean' } },
  prepare(values) {
    const host = readHost(required(values, 'url'))
    return () => run(host, values.update === true)
  },
}

function readHost(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null || url.protocol !== 'https:' || url.username !== '' || url.search !== '' || url.hash !== '')
    throw new UsageError('--url should be the address of the server, such as https://postage.example.com')
  return `${url.origin}${url.pathname.replace(/\/api\/webhooks\/stripe\/?$/, '')}`
}

async function run(host: string, isUpdating: boolean): Promise<void> {
  const endpoints = openEndpoints()
  const address = endpoints.addressOf(host)
  const found = answered(await endpoints.find(address))
  if (found.length === 0) return register(endpoints, address)
  if (found.length > 1)
    console.error(
      `Stripe has ${found.length} endpoints with the address ${address}, and sends each event to all of them. ` +
        'Keep the one whose signing secret STRIPE_WEBHOOK_SECRET is, and delete the others in its dashboard.',
    )
  const different = found.filter(differs)
  for (const difference of different) console.error(describe(difference))
  if (different.length === 0) return console.error(`The endpoint ${address} has exactly the events that are needed.`)
  if (!isUpdating)
    throw new CommandError(`The endpoint ${address} differs from what is needed. --update sets its events.`)
  for (const { id } of different) answered(await endpoints.correct(id))
  console.error(`The endpoint ${address} now has exactly the events that are needed. Its signing secret is as before.`)
}

async function register(endpoints: ProcessorEndpoints, address: string): Promise<void> {
  const { id, secret } = answered(await endpoints.register(address))
  if (secret === null)
    throw new CommandError(
      `The endpoint ${address} is registered (${id}). Its signing secret is in Stripe’s dashboard.`,
    )
  console.error(
    `The endpoint ${address} is registered (${id}). Its signing secret follows. Set it as STRIPE_WEBHOOK_SECRET, and ` +
      'start the server again. Stripe tells it only once.',
  )
  console.log(secret)
}

function openEndpoints(): ProcessorEndpoints {
  const parsed = parseStripeKey(process.env)
  if (!parsed.ok) throw new CommandError(describeProblems(parsed.problems))
  const endpoints = chooseEndpoints({ stripe: parsed.env })
  if (endpoints === null) throw new CommandError('STRIPE_SECRET_KEY is not set.')
  return endpoints
}

function answered<Value>(result: BooksResult<Value>): Value {
  if (result.ok) return result.value
  throw new CommandError(
    result.reason === 'unavailable' ? 'Stripe did not answer.' : `Stripe refused: ${result.message}`,
  )
}

function describe({ id, missing, notNeeded, isDisabled }: EndpointDifference): string {
  const lines = [
    isDisabled ? `${id} is disabled.` : null,
    missing.length > 0 ? `${id} lacks ${missing.join(', ')}.` : null,
    notNeeded.length > 0 ? `${id} does not need ${notNeeded.join(', ')}.` : null,
  ]
  return lines.filter((line) => line !== null).join('\n')
}
