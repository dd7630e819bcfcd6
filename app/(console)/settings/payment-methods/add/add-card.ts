'use server'

import { redirect } from 'next/navigation'
import { authorizeAction } from '@/lib/action'
import { principalOf } from '@/lib/auth/current-member'
import { env } from '@/lib/env'
import { readTexts, type FormState } from '@/lib/form-state'
import { addTestCard } from '@/lib/payments/add-test-card'

const PATH = '/settings/payment-methods/add'

const WORDS = {
  forbidden: { field: 'form', message: 'Only admins can add cards. Nothing was changed.' },
  unknown_number: {
    field: 'number',
    message: 'Enter a test card number. Do not enter a real card number. The number was not saved.',
  },
  expired: { field: 'month', message: 'This card has expired. Choose a later month.' },
  known: { field: 'number', message: 'This card with this expiration date is already a payment method.' },
}

/** Takes the form of a test card. What was typed as its number goes back into the form only where it is a test card's. */
export async function addCard(_previous: FormState, form: FormData): Promise<FormState> {
  const member = await authorizeAction(PATH, 'settings:write', form)
  if (env().stripe) redirect('/settings/payment-methods')
  const { values, errors } = readTexts(form, ['number', 'month', 'year'])
  if (errors.length > 0) return { values, errors }
  if (values.number === '') return { values, errors: [{ field: 'number', message: 'Enter a card number.' }] }
  const [month, year] = [Number(values.month), Number(values.year)]
  if (!/^(0?[1-9]|1[0-2])$/.test(values.month))
    return { values, errors: [{ field: 'month', message: 'Choose a month from 01 to 12.' }] }
  if (!/^20\d\d$/.test(values.year)) return { values, errors: [{ field: 'year', message: 'Choose a year.' }] }

  const outcome = await addTestCard(principalOf(member), {
    number: values.number,
    expiresMonth: month,
    expiresYear: year,
  })
  if (outcome === 'done') redirect('/settings/payment-methods?done=added')
  // Somebody's real number, typed by mistake, is not sent back to lie in a page.
  if (outcome === 'unknown_number') return { values: { ...values, number: '' }, errors: [WORDS.unknown_number] }
  return { values, errors: [WORDS[outcome]] }
}
