import { ButtonLink } from '@/app/ui/button-link'
import type { Member } from '@/lib/auth/current-member'
import { NotFoundPanel } from '@/app/(console)/shell/not-found-panel'

/** For an address that names no refill of the team. */
export function RefillNotFound({ member }: { member: Member }) {
  return (
    <NotFoundPanel
      member={member}
      current="history"
      title="Refill not found"
      text="Check the address. All of your team’s refills are in the Postage history."
      action={<ButtonLink href="/history/postage">Postage history</ButtonLink>}
    />
  )
}
