'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { authorizeAction } from '@/lib/action'
import type { FormState } from '@/lib/forms/rules/form-state'
import { readAppearance, saveAppearance } from '@/lib/people/appearance'

/** Keeps how the person who asks likes the screens. */
export async function save(_previous: FormState, form: FormData): Promise<FormState> {
  const member = await authorizeAction('/settings/appearance', 'balance:read', form)
  const { layout, theme } = readAppearance(form)
  if (!layout || !theme) {
    return {
      values: {},
      errors: [{ field: 'form', message: 'Choose a layout and a theme. Nothing was changed.' }],
    }
  }
  await saveAppearance(member.userId, { layout, theme })
  // The document around the pages carries the colours, and routers keep it while people move on.
  revalidatePath('/', 'layout')
  redirect('/settings/appearance?done=saved')
}
