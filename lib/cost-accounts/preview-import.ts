import { listCostAccountTree } from '../../db/queries/cost-accounts'
import { requestHash } from '../request-hash'
import type { ImportPreview } from './import-state'
import { planImport } from './plan-import'
import { readCostAccounts } from './read-cost-accounts'
import type { CostAccountChange } from './save-cost-accounts'

/** As many lines as a preview shows of each kind. */
const SHOWN = 100

export type PreviewedImport =
  | { ok: true; preview: ImportPreview; changes: CostAccountChange[]; seen: string }
  | { ok: false; message: string }

/** What a file would do to the team's cost accounts now. Nothing is done. */
export async function previewImport(teamId: number, csv: string): Promise<PreviewedImport> {
  const read = readCostAccounts(csv)
  if (!read.ok) return read
  const { changes, planned, unchanged, errors } = planImport(read.rows, await listCostAccountTree(teamId))
  const all = [...read.errors, ...errors].sort((a, b) => a.line - b.line)
  const added = planned.filter(({ kind }) => kind === 'add').length
  return {
    ok: true,
    changes,
    seen: requestHash(changes).toString('hex'),
    preview: {
      added,
      changed: planned.length - added,
      unchanged,
      planned: planned.slice(0, SHOWN),
      errors: all.slice(0, SHOWN),
      errorCount: all.length,
      warnings: read.warnings,
    },
  }
}
