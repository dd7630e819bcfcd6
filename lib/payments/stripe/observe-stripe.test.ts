import { expect, test } from 'vitest'
import { observeStripe } from './testing/observe-stripe'
import { useFakeStripe } from './testing/use-fake-stripe'

/** `npm run check:stripe` compares this with Stripe itself. */
const stripe = useFakeStripe()

test('what the stand-in shows on the paths that Stripe’s test mode can show', async () => {
  const seen = await observeStripe(stripe.settings(), { tries: 1, pauseMs: 0 })
  expect(Object.fromEntries(seen.map(({ path, saw }) => [path, saw]))).toEqual({
    'a card is charged': 'succeeded',
    'the same key again charges nothing': 'the same payment',
    'a charge is found by its metadata': 'the same payment',
    'a card that declines': 'declined: generic_decline',
    'a confirmation, canceled': 'action_required, then canceled',
    'a part is refunded': 'refunded; refund succeeded, 4000 of 4000 gone',
    'more than is left is refunded': 'failed: The card processor refused to give this amount back.',
    'a refund that waits': 'refund pending, 4000 of 4000 gone',
    'a refund that fails': 'refund failed, 0 of 4000 gone',
    'a dispute, its refund, and winning it':
      'dispute open, 10350 of 10350 gone; a refund of it failed; dispute won, 0 of 10350 gone',
    'an inquiry': 'nothing was taken back',
    'balance transactions': '9 of 9 payments named, charged in full',
    'messages that we act on': 'all',
  })
})

test('it makes payments, so it takes no live key', async () => {
  await expect(observeStripe({ ...stripe.settings(), live: true }, { tries: 1, pauseMs: 0 })).rejects.toThrow(
    'test key',
  )
})
