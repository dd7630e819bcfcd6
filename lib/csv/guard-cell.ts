/**
 * The characters that make a spreadsheet run a cell as a formula (OWASP, CSV Injection). Such a cell gets an apostrophe
 * in front. A cell that already begins with apostrophes gets one more, so that removing one restores the original.
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
