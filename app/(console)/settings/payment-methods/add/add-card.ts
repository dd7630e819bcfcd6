'use server'

import { redirect } from 'next/navigation'
import { authorizeAction } from '@/lib/action'
import { principalOf } from '@/lib/auth/current-member'
import { env } from '@/lib/env'
import { plainField } from '@/lib/forms/fields'
import { readForm } from '@/lib/forms/read-form'
import type { FormState } from '@/lib/forms/rules/form-state'
import { addTestCard } from '@/lib/payments/add-test-card'
import { OTHER_MODE } from '@/lib/payments/rules/mode-words'

const PATH = '/settings/payment-methods/add'

const WORDS = {
  forbidden: { field: 'form', message: 'Only admins can add cards. Nothing was changed.' },
  unknown_number: {
    field: 'number',
    message: 'Enter a test card number. Do not enter a real card number. The number was not saved.',
  },
  expired: { field: 'month', message: 'This card has expired. Choose a later month.' },
  other_mode: { field: 'form', message: OTHER_MODE },
  known: { field: 'number', message: 'This card with this expiration date is already a payment method.' },
}

const CARD = {
  number: plainField().min(1, 'Enter a card number.'),
  month: plainField().regex(/^(0?[1-9]|1[0-2])$/, 'Choose a month from 01 to 12.'),
  year: plainField().regex(/^20\d\d$/, 'Choose a year.'),
}

/** Takes the form of a test card. What was typed as its number goes back into the form only where it is a test card's. */
export async function addCard(_previous: FormState, form: FormData): Promise<FormState> {
  const member = await authorizeAction(PATH, 'settings:write', form)
  if (env().stripe) redirect('/settings/payment-methods')
  const read = readForm(form, CARD)
  if (!read.ok) return read.state
  const { number, month, year } = read.data
  const outcome = await addTestCard(principalOf(member), {
    number,
    expiresMonth: Number(month),
    expiresYear: Number(year),
  })
  if (outcome === 'done') redirect('/settings/payment-methods?done=added')
  // Somebody's real number, typed by mistake, is not sent back to lie in a page.
  if (outcome === 'unknown_number') return { values: { ...read.values, number: '' }, errors: [WORDS.unknown_number] }
  return { values: read.values, errors: [WORDS[outcome]] }
}
