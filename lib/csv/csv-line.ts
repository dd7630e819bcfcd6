/** What a spreadsheet takes for the beginning of a formula, full-width signs too (OWASP, CSV injection). */
const FORMULA = /^[\s\0]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/
const NUMBER = /^-?\d+(\.\d+)?$/

/** Goes before the first line: without it spreadsheets read UTF-8 as something else. */
export const BYTE_ORDER_MARK = '\ufeff'

/**
 * One record of a CSV file as RFC 4180 has it, its line end included. A cell that a spreadsheet would calculate gets an
 * apostrophe before it; a plain number stays one.
 */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(cell).join(',')}\r\n`
}

function cell(value: string | number | null): string {
  const text = String(value ?? '')
  const harmless = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
