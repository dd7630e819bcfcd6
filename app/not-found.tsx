import type { Metadata } from 'next'
import { ButtonLink } from '@/app/ui/button-link'
import { ErrorPanel } from '@/app/ui/error-panel'

export const metadata: Metadata = { title: 'Not found · Indicia' }

/** 404, the same for what never was and for another team's. Next renders this beside every page: it reads nothing. */
export default function NotFound() {
  return (
    <main className="px-4">
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
    </main>
  )
}
