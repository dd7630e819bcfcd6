'use server'

import { redirect } from 'next/navigation'
import { authorizeAction } from '@/lib/action'
import { principalOf } from '@/lib/auth/current-member'
import { FILE_LIMIT } from '@/lib/cost-accounts/columns'
import { previewImport } from '@/lib/cost-accounts/preview-import'
import { refusalWords } from '@/lib/cost-accounts/refusal'
import { saveCostAccounts } from '@/lib/cost-accounts/save-cost-accounts'
import type { ImportState } from '@/lib/csv/import-state'
import { keptFile, readPostedFile, wrong } from '@/lib/csv/posted-file'

/**
 * Takes a file and answers with what it would do; takes the confirmation and does it, all or nothing. The file travels in
 * the form's state in between: it comes from the browser, so it is read and checked again as if it had just been chosen.
 */
export async function importCostAccounts(previous: ImportState, form: FormData): Promise<ImportState> {
  const member = await authorizeAction('/settings/cost-accounts/import', 'settings:write')
  const confirms = form.get('step') === 'import'
  const file = confirms ? keptFile(previous, FILE_LIMIT) : await readPostedFile(previous, form, FILE_LIMIT)
  const state = { ...file, values: {}, seen: '', preview: null, notice: null }
  if (state.errors.length > 0) return state

  const previewed = await previewImport(member.teamId, state.csv)
  if (!previewed.ok) return { ...state, ...wrong(previewed.message) }
  const { preview, changes, seen } = previewed
  const show = (notice: string | null): ImportState => ({ ...state, seen, preview, notice })
  if (!confirms || preview.errorCount > 0) return show(null)
  if (seen !== previous.seen) {
    return show('The cost accounts have changed since you saw this. Nothing was imported; please check it again.')
  }
  if (changes.length > 0) {
    const result = await saveCostAccounts(principalOf(member), changes)
    if (!result.ok) return show(`Nothing was imported. ${result.code} ${refusalWords(result)}`.trim())
  }
  redirect('/settings/cost-accounts?done=imported')
}
