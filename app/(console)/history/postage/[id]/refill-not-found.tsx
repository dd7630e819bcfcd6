import { ButtonLink } from '@/app/ui/button-link'
import type { Member } from '@/lib/auth/current-member'
import { NotFoundPanel } from '@/app/(console)/shell/not-found-panel'

/** For an address that names no refill of the team. */
export function RefillNotFound({ member }: { member: Member }) {
  return (
    <NotFoundPanel
      member={member}
      current="history"
      title="There is no such refill"
      text="The address may be mistyped. Every refill of your team stands in the Postage history."
      action={<ButtonLink href="/history/postage">Postage history</ButtonLink>}
    />
  )
}
