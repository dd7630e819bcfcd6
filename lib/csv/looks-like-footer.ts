import { normalizeHeader } from './columns'
import type { ScannedRow } from './scan-rows'

const THINGS =
  '(?:rows?|records?|lines?|items?|entries|accounts?|cost accounts?|cost cent(?:er|re)s?|prices?|services?)'
const FIGURE = '[\\d.,]{1,15}'
/** `Total: 5`, `Grand total,5`, `Total accounts: 5`, `Total number of rows 5`. */
const TOTALED = new RegExp(
  `^\\(?(?:grand |sub-?)?(?:total|sum|count)(?: of| number of)?(?: ${THINGS})? ?[:=]? ?${FIGURE}\\)?$`,
  'i',
)
/** `Records: 5`, `Number of rows 5`. */
const LISTED = new RegExp(`^\\(?(?:number of ${THINGS} ?[:=]?|${THINGS} ?[:=]) ?${FIGURE}\\)?$`, 'i')
/** `5 rows`, `(5 rows affected)`. */
const COUNTED = new RegExp(
  `^\\(?${FIGURE} ${THINGS}(?: (?:affected|exported|selected|total|found|in all))?\\)?\\.?$`,
  'i',
)
/** Phrases of a report about itself. */
const SAID =
  /^\W{0,5}(?:(?:(?:grand |sub-?)?total|sum)s?:?$|end of (?:file|report|list|data|export)\b|page \d|(?:generated|exported|printed|created|run|source|as of|report)(?: ?:| (?:on|by|at|from|date|generated|run|\d))|confidential\W{0,5}$|copyright |©)/i

/**
 * Whether a row looks like a footer that a program wrote below a table. The import then asks about the row. `surely`:
 * at any position, such as a total with its count or a repeated header row. `at the end`: only after the last other
 * row, such as a single cell after a blank line.
 */
export function looksLikeFooter(row: ScannedRow, headers: ScannedRow | null): 'surely' | 'at the end' | null {
  if (
    headers &&
    row.count === headers.count &&
    row.cells[0]!.length < 100 &&
    row.cells.every((cell, place) => normalizeHeader(cell) === normalizeHeader(headers.cells[place]!))
  )
    return 'surely'
  const filled = row.cells.filter((cell) => cell !== '')
  if (filled.length > 2) return null
  const text = filled.join(' ').slice(0, 120)
  if (TOTALED.test(text) || LISTED.test(text) || COUNTED.test(text)) return 'surely'
  return SAID.test(text) || (filled.length === 1 && row.afterBlank && (headers?.width ?? 0) > 1) ? 'at the end' : null
}
