import { listCostAccountTree } from '../../db/queries/cost-accounts'
import type { FormError } from '../forms/rules/form-state'
import { cutPreview, withoutEchoes } from '../csv/cut-preview'
import type { ImportChoices, ImportLayout, ImportPreview } from '../csv/import-state'
import { readSheet } from '../csv/read-sheet'
import { separateFooters } from '../csv/separate-footers'
import { requestHash } from '../request-hash'
import { COST_ACCOUNT_SHEET, MOST_CHANGES } from './columns'
import { planImport } from './plan-import'
import { readCostAccounts } from './read-cost-accounts'
import type { CostAccountChange } from './cost-accounts'

export type PreviewedImport =
  | { ok: true; preview: ImportPreview; layout: ImportLayout; changes: CostAccountChange[]; seen: string }
  | { ok: false; errors: FormError[]; layout: ImportLayout | null }

/** What a file would do to the team's cost accounts now. Nothing is done. */
export async function previewImport(teamId: number, file: Buffer, choices: ImportChoices): Promise<PreviewedImport> {
  const tree = await listCostAccountTree(teamId)
  // Every export can be imported again: all existing accounts, and as many new ones as one import can add.
  const read = await readSheet(file, choices, COST_ACCOUNT_SHEET, tree.length + MOST_CHANGES)
  if (!read.ok) return read
  const { sheet } = read
  const codes = new Set(tree.map(({ code }) => code))
  const rows = separateFooters(sheet, ({ texts }) => codes.has(texts.Code || texts.Name || ''))
  const accounts = await readCostAccounts(rows)
  const { changes, planned, unchanged, errors, warnings } = await planImport(accounts.rows, tree)
  if (changes.length > MOST_CHANGES) {
    const many = changes.length.toLocaleString('en-US')
    return {
      ok: false,
      layout: null,
      errors: [
        {
          field: 'file',
          message: `The file would add or change ${many} cost accounts; ${MOST_CHANGES.toLocaleString('en-US')} can be done at once. Split it into several files, parents first.`,
        },
      ],
    }
  }
  const added = planned.filter(({ kind }) => kind === 'add').length
  const isDone = planned.length === 0
  return {
    ok: true,
    changes,
    layout: sheet.layout,
    seen: requestHash(changes).toString('hex'),
    preview: cutPreview({
      figures: [
        { label: 'Added', value: added },
        { label: 'Changed', value: planned.length - added },
        { label: 'Unchanged', value: unchanged },
      ],
      planned,
      errors: withoutEchoes(sheet.errors, [...accounts.errors, ...errors]),
      lineWarnings: [...sheet.lineWarnings, ...warnings],
      notes: [
        ...(isDone ? ['Everything in the file is here already, just like that. There is nothing to import.'] : []),
        ...sheet.notes,
      ],
      warnings: [...sheet.warnings, ...accounts.warnings],
      confirm: isDone ? null : `Import ${planned.length.toLocaleString('en-US')}`,
    }),
  }
}
