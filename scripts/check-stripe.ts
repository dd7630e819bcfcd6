// oxlint-disable-next-line import/no-unassigned-import -- it has to come before whatever takes the log
import '../cli/log-to-stderr'
import { describeProblems, parseStripeEnv } from '../lib/env'
import { observeStripe } from '../lib/payments/stripe/testing/observe-stripe'
import { startFakeStripe } from '../lib/payments/stripe/testing/start-fake-stripe'

/**
 * `STRIPE_SECRET_KEY=sk_test_… npm run check:stripe`: goes along the same paths at Stripe in test mode and at the stand-in
 * of our tests, and prints where they differ. It needs no webhook and no database. Exit status 1 if something differs.
 */
const key = process.env.STRIPE_SECRET_KEY
if (!key) stop('Give the secret key of a Stripe account in test mode: STRIPE_SECRET_KEY=sk_test_… npm run check:stripe')
const parsed = parseStripeEnv({ ...process.env, STRIPE_WEBHOOK_SECRET: 'whsec_not_used_by_this_check' })
if (!parsed.ok) stop(describeProblems(parsed.problems))
if (parsed.env === null || parsed.env.live)
  stop('This makes test payments, so it takes a key of test mode (sk_test_…).')

console.log('Stripe needs some seconds for disputes and refunds. This takes a minute or two.')
const fake = await startFakeStripe()
const standIn = parseStripeEnv({ ...process.env, ...fake.env })
if (!standIn.ok || standIn.env === null) stop('The stand-in could not be used.')
const [real, ours] = [
  await observeStripe(parsed.env, { tries: 40, pauseMs: 1_500 }),
  await observeStripe(standIn.env, { tries: 1, pauseMs: 0 }),
]
await fake.stop()

let differs = 0
for (const [index, { path, saw }] of real.entries()) {
  const expected = ours[index]!.saw
  if (saw === expected) console.log(`same     ${path}: ${saw}`)
  else {
    differs += 1
    console.log(`DIFFERS  ${path}\n           Stripe:    ${saw}\n           stand-in:  ${expected}`)
  }
}
console.log(`\n${real.length - differs} of ${real.length} paths are the same.`)
if (differs > 0) {
  console.log('Please open an issue with these lines. They have no keys, no cards, and no ids.')
  process.exitCode = 1
}

function stop(message: string): never {
  console.error(message)
  process.exit(2)
}
