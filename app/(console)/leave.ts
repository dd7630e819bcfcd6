'use server'

import { redirect } from 'next/navigation'
import { refuseForeignOrigin } from '@/lib/action'
import { endSession } from '@/lib/auth/end-session'

/** Signs out: here first, then at the identity provider. */
export async function leave(): Promise<void> {
  await refuseForeignOrigin()
  redirect(await endSession())
}
