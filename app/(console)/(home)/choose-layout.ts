'use server'

import { redirect } from 'next/navigation'
import { authorizeAction } from '@/lib/action'
import { readAppearance, saveAppearance } from '@/lib/people/appearance'

/** Takes the switch at the foot of Home, and shows Home as chosen. */
export async function chooseLayout(form: FormData): Promise<void> {
  const member = await authorizeAction('/', 'balance:read', form)
  await saveAppearance(member.userId, { layout: readAppearance(form).layout })
  redirect('/')
}
