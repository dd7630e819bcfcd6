import { database } from '../../db/client'

/** How a person likes the screens: which arrangement of them, and which colours. */
export type Appearance = { layout: 'new' | 'classic'; theme: 'system' | 'light' | 'dark' }

/** What can be chosen, with its name on the screens. */
export const layouts: Record<Appearance['layout'], string> = { new: 'New', classic: 'Classic' }
export const themes: Record<Appearance['theme'], string> = { system: 'System', light: 'Light', dark: 'Dark' }

/** The choices of a form, as far as they exist. */
export function readAppearance(form: FormData): Partial<Appearance> {
  const chosen = <Name extends string>(field: string, known: Record<Name, string>): Name | undefined => {
    const value = form.get(field)
    return typeof value === 'string' && Object.hasOwn(known, value) ? (value as Name) : undefined
  }
  return { layout: chosen('layout', layouts), theme: chosen('theme', themes) }
}

/** Saves a person's appearance settings. Missing ones do not change. Callers pass the id of the signed-in person. */
export async function saveAppearance(userId: string, { layout, theme }: Partial<Appearance>): Promise<void> {
  await database().sql`
    update users set layout = coalesce(${layout ?? null}, layout), theme = coalesce(${theme ?? null}, theme)
    where id = ${userId}`
}
