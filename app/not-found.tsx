import type { Metadata } from 'next'
import { Console } from '@/app/(console)/console'
import { ButtonLink } from '@/app/ui/button'
import { ErrorPanel } from '@/app/ui/error-panel'
import { currentMember } from '@/lib/auth/current-member'

export const metadata: Metadata = { title: 'Not found · Indicia' }

/** 404: the same for what never was and for what belongs to another team. */
export default async function NotFound() {
  const member = await currentMember()
  const panel = (
    <ErrorPanel
      title="There is nothing here"
      text="The address may be mistyped, or what it named is not your team’s."
      action={
        <>
          <ButtonLink href="/">Home</ButtonLink>
          <ButtonLink href="/history/postage" kind="quiet">Postage history</ButtonLink>
        </>
      }
    />
  )
  return member ? <Console member={member}>{panel}</Console> : <main className="px-4">{panel}</main>
}
