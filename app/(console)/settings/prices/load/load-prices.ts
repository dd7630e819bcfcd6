'use server'

import { redirect } from 'next/navigation'
import { dayText } from '@/app/ui/moment-text'
import { readToday } from '@/db/queries/teams'
import { authorizeAction } from '@/lib/action'
import { principalOf } from '@/lib/auth/current-member'
import type { ImportState } from '@/lib/csv/import-state'
import { readImportForm } from '@/lib/csv/read-import-form'
import { loadPriceList, readPriceList } from '@/lib/prices/price-list'
import { previewPriceList } from '@/lib/prices/preview-price-list'
import { FILE_LIMIT } from '@/lib/prices/price-columns'
import { readListForm } from './read-list-form'

/** Takes a price file and answers with what it would change; takes the confirmation and loads it, as cost accounts are imported. */
export async function loadPrices(previous: ImportState, form: FormData): Promise<ImportState> {
  const member = await authorizeAction('/settings/prices/load', 'settings:write', form)
  const { bytes, confirms, ...posted } = await readImportForm(previous, form, FILE_LIMIT)
  const [inForce, today] = await Promise.all([readPriceList(member.teamId), readToday(member.teamId)])
  const read = readListForm(form, { today, inForceSince: inForce.effectiveOn })
  const state = {
    ...posted,
    values: read.ok ? read.values : read.state.values,
    errors: [...posted.errors, ...(read.ok ? [] : read.state.errors)],
    layout: null,
    seen: '',
    preview: null,
    notice: null,
  }
  if (bytes === null || !read.ok || state.errors.length > 0) return state
  const { effective_on: effectiveOn, source } = read.data

  const isToCome = effectiveOn > today
  const previewed = await previewPriceList(bytes, posted.choices, inForce.prices, { effectiveOn, source }, [
    isToCome
      ? `In force from ${dayText(effectiveOn)}. Until then the current list stays in force.`
      : `In force immediately, from ${dayText(effectiveOn)}.`,
    `Source: ${source}`,
  ])
  if (!previewed.ok)
    return { ...state, errors: previewed.errors, layout: previewed.layout, file: previewed.layout ? state.file : '' }
  const { preview, layout, prices, seen } = previewed
  const show = (notice: string | null): ImportState => ({ ...state, layout, seen, preview, notice })
  if (!confirms || preview.errorCount > 0) return show(null)
  if (seen !== previous.seen)
    return show('The prices in force have changed. Nothing was loaded. Check the preview again.')
  const outcome = await loadPriceList(principalOf(member), { effectiveOn, source, prices })
  if (outcome !== 'done') return show('The database rejected this list. Nothing was loaded.')
  redirect(`/settings/prices?done=${isToCome ? 'to_come' : 'loaded'}`)
}
