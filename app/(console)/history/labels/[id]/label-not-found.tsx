import { ButtonLink } from '@/app/ui/button-link'
import type { Member } from '@/lib/auth/current-member'
import { NotFoundPanel } from '@/app/(console)/shell/not-found-panel'

/** The same for what never was and for another team's. */
export function LabelNotFound({ member }: { member: Member }) {
  return (
    <>
      <title>Not found · Indicia</title>
      <NotFoundPanel
        member={member}
        current="history"
        title="Label not found"
        text="Check the address. All of your team’s labels are in the Label history."
        action={<ButtonLink href="/history/labels">Label history</ButtonLink>}
      />
    </>
  )
}
