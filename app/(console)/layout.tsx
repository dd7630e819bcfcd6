import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { ReturnedForm } from '@/app/ui/returned-form'
import { currentMember } from '@/lib/auth/current-member'
import { ADDRESS_HEADER, findFormDraft, draftIdOf } from '@/lib/auth/form-draft'

/**
 * A screen, with the dialog that was opened from it (`@dialog`), if any. Both authenticate the person themselves.
 * Signing in again loads a whole new page, so a form draft is restored here.
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
