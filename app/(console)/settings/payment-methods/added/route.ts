import { redirect } from 'next/navigation'
import { requireMember } from '@/lib/auth/current-member'
import { finishCardSetup } from '@/lib/payments/stripe/finish-card-setup'

const PATH = '/settings/payment-methods'

/** Where Stripe's page leads back to: what was entered there is asked of Stripe, and the card is added once. */
export async function GET(request: Request): Promise<never> {
  const session = new URL(request.url).searchParams.get('session_id') ?? ''
  const member = await requireMember(`${PATH}/added?session_id=${encodeURIComponent(session)}`, 'settings:write')
  const answer = await finishCardSetup(member.teamId, session)
  redirect(answer === 'added' || answer === 'known' ? `${PATH}?done=added` : `${PATH}?refused=${answer}`)
}
