import type { Metadata } from 'next'
import { ButtonLink } from '@/app/ui/button-link'
import { ErrorPanel } from '@/app/ui/error-panel'

export const metadata: Metadata = { title: 'Not allowed · Indicia' }

/** 403. Next renders this beside every page in case it is needed: it reads nothing. */
export default function Forbidden() {
  return (
    <main className="px-4">
      <ErrorPanel
        title="This is not for you"
        text="Your role in the team does not allow it, or the request did not come from this site. Nothing was changed."
        action={<ButtonLink href="/">Home</ButtonLink>}
      />
    </main>
  )
}
