import { quoteText } from './quote-text'
import type { Sheet, SheetRow } from './read-sheet'

/**
 * The rows to import. Rows that look like a footer are left out unless the person includes them or their account
 * already exists (`isKnown`). Their lines get a note in both cases.
 */
export function separateFooters<Key extends string>(
  sheet: Sheet<Key>,
  isKnown: (row: SheetRow<Key>) => boolean,
): SheetRow<Key>[] {
  const { layout, rows, lineWarnings } = sheet
  const footers = rows.filter((row) => row.isFooter && !isKnown(row))
  layout.footers = footers.slice(0, 10).map(({ line }) => line)
  if (footers.length === 0) return rows
  for (const { line, texts } of footers) {
    const said = quoteText(Object.values<string | undefined>(texts).filter(Boolean).join(', '))
    lineWarnings.push({
      line,
      message: layout.keepsFooters
        ? `${said} looks like a footer.`
        : `${said} looks like a footer and is left out. If it is none, tick “Import these lines too” under Columns.`,
    })
  }
  layout.isOpen ||= !layout.keepsFooters
  const separated = new Set(layout.keepsFooters ? [] : footers)
  return rows.filter((row) => !separated.has(row))
}
