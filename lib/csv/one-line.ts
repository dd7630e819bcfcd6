/**
 * A text for one line of a report: without line breaks, which many programs take for the next row, and without the marks
 * that turn around what stands behind them, figures included.
 */
export function oneLine(text: string): string {
  return text
    .replaceAll(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()
}
