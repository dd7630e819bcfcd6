/** What was typed, for a place of one line: line breaks and other control characters are spaces. */
export const inOneLine = (text: string) => text.replaceAll(/\p{Cc}+/gu, ' ').trim()
