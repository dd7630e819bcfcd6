import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { STRIPE_EVENT_TYPES } from '../lib/payments/stripe/read-event'

test('stripe.md has the events that are handled, each once', () => {
  const page = readFileSync(path.join(import.meta.dirname, 'stripe.md'), 'utf8')
  const table = page.slice(page.indexOf('| event | effect |')).split('\n\n')[0]!
  const listed = table
    .split('\n')
    .slice(2)
    .flatMap((row) => [...row.split('|')[1]!.matchAll(/`([^`]+)`/g)].map(([, type]) => type!))
  expect(listed.toSorted()).toEqual([...STRIPE_EVENT_TYPES].toSorted())
})
