import { guardCell } from './guard-cell'

/** What a file begins with, so that spreadsheets read it as UTF-8. */
export const BYTE_ORDER_MARK = '\ufeff'

/** A line of a CSV file (RFC 4180), with what spreadsheets would run made harmless. */
export function writeLine(cells: readonly string[]): string {
  return `${cells.map(writeCell).join(',')}\r\n`
}

function writeCell(text: string): string {
  const guarded = guardCell(text)
  // A space at an edge and a semicolon are quoted too: some programs trim the one and split at the other.
  return /[",;\r\n\t]|^\s|\s$/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded
}
