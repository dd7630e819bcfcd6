import { listCostAccountTree } from '../../db/queries/cost-accounts'
import { cutPreview } from '../csv/cut-preview'
import type { ImportPreview } from '../csv/import-state'
import { requestHash } from '../request-hash'
import { planImport } from './plan-import'
import { readCostAccounts } from './read-cost-accounts'
import type { CostAccountChange } from './save-cost-accounts'

export type PreviewedImport =
  | { ok: true; preview: ImportPreview; changes: CostAccountChange[]; seen: string }
  | { ok: false; message: string }

/** What a file would do to the team's cost accounts now. Nothing is done. */
export async function previewImport(teamId: number, csv: string): Promise<PreviewedImport> {
  const read = readCostAccounts(csv)
  if (!read.ok) return read
  const { changes, planned, unchanged, errors } = planImport(read.rows, await listCostAccountTree(teamId))
  const added = planned.filter(({ kind }) => kind === 'add').length
  return {
    ok: true,
    changes,
    seen: requestHash(changes).toString('hex'),
    preview: cutPreview({
      figures: [
        { label: 'Added', value: added }, { label: 'Changed', value: planned.length - added }, { label: 'Unchanged', value: unchanged },
      ],
      planned,
      errors: [...read.errors, ...errors],
      notes: planned.length > 0 ? [] : ['Everything in the file is here already, just like that. There is nothing to import.'],
      warnings: read.warnings,
      confirm: planned.length > 0 ? `Import ${planned.length.toLocaleString('en-US')}` : null,
    }),
  }
}
