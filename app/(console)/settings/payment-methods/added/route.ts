import { redirect } from 'next/navigation'
import { requireMember } from '@/lib/auth/current-member'
import { finishCardSetup } from '@/lib/payments/finish-card-setup'

const PATH = '/settings/payment-methods'

/** Where the processor's page leads back to. Reads from the processor what was entered there, and adds the card once. */
export async function GET(request: Request): Promise<never> {
  const session = new URL(request.url).searchParams.get('session_id') ?? ''
  const member = await requireMember(`${PATH}/added?session_id=${encodeURIComponent(session)}`, 'settings:write')
  const finished = await finishCardSetup(member.teamId, session)
  redirect(finished.ok ? `${PATH}?done=added` : `${PATH}?refused=${finished.reason}`)
}
