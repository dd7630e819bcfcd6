'use server'

import { redirect } from 'next/navigation'
import { authorizeAction } from '@/lib/action'
import { startCardSetup } from '@/lib/payments/stripe/start-card-setup'

const PATH = '/settings/payment-methods'

/** Leads to Stripe's page where a card is entered: its number never comes here. */
export async function startCard(form: FormData): Promise<void> {
  const member = await authorizeAction(PATH, 'settings:write', form)
  const url = await startCardSetup(member)
  redirect(url ?? `${PATH}?refused=cards_away`)
}
