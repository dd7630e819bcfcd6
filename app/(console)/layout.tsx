import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { ReturnedForm } from '@/app/ui/returned-form'
import { currentMember } from '@/lib/auth/current-member'
import { ADDRESS_HEADER, findFormDraft, draftIdOf } from '@/lib/auth/form-draft'

/**
 * A screen, and over it the dialog that was opened from it (`@dialog`), if any. Both ask for themselves who it is. Signing in
 * again leads to a whole new page, so this is where a form that was sent too late comes back from.
 */
export default async function ConsoleLayout({ children, dialog }: { children: ReactNode; dialog: ReactNode }) {
  const address = (await headers()).get(ADDRESS_HEADER)
  const returned =
    draftIdOf(address) === null ? null : await findFormDraft((await currentMember(address ?? '/'))?.userId, address)
  return (
    <ReturnedForm returned={returned}>
      {children}
      {dialog}
    </ReturnedForm>
  )
}
