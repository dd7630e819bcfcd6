'use server'

import { redirect } from 'next/navigation'
import { authorizeAction } from '@/lib/action'
import { principalOf } from '@/lib/auth/current-member'
import { FILE_LIMIT } from '@/lib/cost-accounts/columns'
import { previewImport } from '@/lib/cost-accounts/preview-import'
import { refusalWords, saveCostAccounts } from '@/lib/cost-accounts/cost-accounts'
import type { ImportState } from '@/lib/csv/import-state'
import { readImportForm } from '@/lib/csv/read-import-form'

/** Takes a file and answers with what it would do; takes the confirmation and does it, all or nothing. */
export async function importCostAccounts(previous: ImportState, form: FormData): Promise<ImportState> {
  const member = await authorizeAction('/settings/cost-accounts/import', 'settings:write', form)
  const { bytes, confirms, ...posted } = await readImportForm(previous, form, FILE_LIMIT)
  const state = { ...posted, values: {}, layout: null, seen: '', preview: null, notice: null }
  if (bytes === null) return state

  const previewed = await previewImport(member.teamId, bytes, posted.choices)
  if (!previewed.ok)
    return { ...state, errors: previewed.errors, layout: previewed.layout, file: previewed.layout ? state.file : '' }
  const { preview, layout, changes, seen } = previewed
  const show = (notice: string | null): ImportState => ({ ...state, layout, seen, preview, notice })
  if (!confirms || preview.errorCount > 0) return show(null)
  if (seen !== previous.seen) {
    return show('The cost accounts have changed. Nothing was imported. Check the preview again.')
  }
  if (changes.length > 0) {
    const result = await saveCostAccounts(principalOf(member), changes)
    if (!result.ok) return show(`Nothing was imported. ${result.code} ${refusalWords(result)}`.trim())
  }
  redirect('/settings/cost-accounts?done=imported')
}
