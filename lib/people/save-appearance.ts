import { database } from '../../db/client'
import type { Appearance } from './appearance'

/** Keeps how a person likes the screens; what is not given stays as it was. Callers pass the id of the person who asks. */
export async function saveAppearance(userId: string, { layout, theme }: Partial<Appearance>): Promise<void> {
  await database().sql`
    update users set layout = coalesce(${layout ?? null}, layout), theme = coalesce(${theme ?? null}, theme)
    where id = ${userId}`
}
