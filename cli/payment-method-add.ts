import { addTestCard } from './add-test-card'
import { testCardReference, testCards } from '../lib/payments/test-cards'
import { UsageError, type Command } from './command'
import { findTeam } from './find-team'
import { required } from './read-option'

export const paymentMethodAdd: Command = {
  name: 'payment-method add',
  usage: '--team SLUG --test-card NUMBER [--default]',
  help:
    'Adds a card of the test processor and prints its id, alone on one line. The first method is the default. ' +
    `Numbers: ${Object.keys(testCards).join(', ')}.`,
  options: { team: { type: 'string' }, 'test-card': { type: 'string' }, default: { type: 'boolean' } },
  prepare(values) {
    const slug = required(values, 'team')
    const number = required(values, 'test-card')
    const reference = testCardReference(number)
    if (reference === null) {
      throw new UsageError(
        `the test processor does not know the card ${number}, only ${Object.keys(testCards).join(', ')}`,
      )
    }
    return async () => console.log(await addTestCard((await findTeam(slug)).id, reference, values.default === true))
  },
}
