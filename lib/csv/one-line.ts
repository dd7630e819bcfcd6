/**
 * A text for one line of a report. It has no line breaks, which many programs read as a new row, and no marks that
 * reverse the direction of the text behind them.
 */
export function oneLine(text: string): string {
  return text
    .replaceAll(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim()
}
