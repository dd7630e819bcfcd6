'use server'

import { redirect } from 'next/navigation'
import { authorizeAction } from '@/lib/action'
import { principalOf } from '@/lib/auth/current-member'
import { MOST_BYTES, TOO_LARGE } from '@/lib/cost-accounts/columns'
import type { ImportState } from '@/lib/cost-accounts/import-state'
import { previewImport } from '@/lib/cost-accounts/preview-import'
import { refusalWords } from '@/lib/cost-accounts/refusal'
import { saveCostAccounts } from '@/lib/cost-accounts/save-cost-accounts'

/**
 * Takes a file and answers with what it would do; takes the confirmation and does it, all or nothing. The file travels in
 * the form's state in between: it comes from the browser, so it is read and checked again as if it had just been chosen.
 */
export async function importCostAccounts(previous: ImportState, form: FormData): Promise<ImportState> {
  const member = await authorizeAction('/settings/cost-accounts/import', 'settings:write')
  const confirms = form.get('step') === 'import'
  const state = { ...(confirms ? carried(previous) : await readFile(form)), seen: '', preview: null, notice: null }
  if (state.error) return state

  const previewed = await previewImport(member.teamId, state.csv)
  if (!previewed.ok) return { ...state, error: previewed.message }
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

type Carried = Pick<ImportState, 'csv' | 'fileName' | 'error'>

function carried(previous: ImportState): Carried {
  const isText = typeof previous?.csv === 'string' && typeof previous.fileName === 'string'
  if (!isText || previous.csv.length > MOST_BYTES) return { csv: '', fileName: '', error: 'The file is not there any more. Choose it again.' }
  return { csv: previous.csv, fileName: previous.fileName, error: null }
}

async function readFile(form: FormData): Promise<Carried> {
  const file = form.get('file')
  const wrong = (error: string): Carried => ({ csv: '', fileName: '', error })
  if (!(file instanceof File) || file.size === 0) return wrong('Choose a CSV file that is not empty.')
  if (file.size > MOST_BYTES) return wrong(TOO_LARGE)
  try {
    const csv = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer())
    if (csv.includes('\0')) throw new TypeError('binary')
    return { csv, fileName: file.name.slice(0, 100), error: null }
  } catch {
    return wrong('This is no CSV file in UTF-8. In Excel, save it as “CSV UTF-8 (Comma delimited)”.')
  }
}
