'use server'

import { redirect } from 'next/navigation'
import { requireSameOrigin } from '@/lib/action'
import { endSession } from '@/lib/auth/end-session'

/** Signs out: here first, then at the identity provider. */
export async function signOutAction(): Promise<void> {
  await requireSameOrigin()
  redirect(await endSession())
}
