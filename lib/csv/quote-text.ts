/** Quotes a typed text in a sentence: its beginning, on one line, without invisible characters. */
export function quoteText(text: string): string {
  const shown = text
    .slice(0, 200)
    .replaceAll(/[\p{Cf}\p{Cs}\u2028\u2029]/gu, '')
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim()
  const letters = [...shown]
  return `“${letters.length > 40 ? `${letters.slice(0, 40).join('')}…` : shown}”`
}
