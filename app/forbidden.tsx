import type { Metadata } from 'next'
import { ButtonLink } from '@/app/ui/button-link'
import { ErrorPanel } from '@/app/ui/error-panel'

export const metadata: Metadata = { title: 'Not allowed · Indicia' }

/** 403. Next renders this beside every page in case it is needed: it reads nothing. */
export default function Forbidden() {
  return (
    <main className="px-4">
      <ErrorPanel
        title="Only admins can do this"
        text="Your role does not allow this. Nothing was changed. Contact one of your admins."
        action={<ButtonLink href="/">Home</ButtonLink>}
      />
    </main>
  )
}
