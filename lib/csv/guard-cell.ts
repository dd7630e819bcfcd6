/**
 * What a spreadsheet would run as a formula (OWASP, CSV Injection): a cell that begins so gets an apostrophe before it, and a cell
 * that begins with apostrophes before such a character gets one more, so that taking one away again gives back what it was.
 */
const DANGEROUS = /^'*[=+\-@\t\r\n＝＋－＠]/

/** A text as it is safe in a CSV file. */
export function guardCell(text: string): string {
  return DANGEROUS.test(text) ? `'${text}` : text
}

/** The text that was guarded. */
export function unguardCell(text: string): string {
  return text.startsWith("'") && DANGEROUS.test(text) ? text.slice(1) : text
}
