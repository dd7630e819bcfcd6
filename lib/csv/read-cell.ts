import { readText } from '../text/rules/read-text'
import { quoteText } from './quote-text'

/**
 * The text of a cell in its stored form, on one line. Null if the text is invalid; `refuse` then gets the name of the
 * column and the original text.
 */
export function readCell(
  called: string,
  text: string,
  longest: number,
  refuse: (message: string) => void,
): string | null {
  if (/[\n\r\u2028\u2029]/.test(text)) {
    refuse(`${called} has a line break: ${quoteText(text)}. If it should have none, a quotation mark is out of place.`)
    return null
  }
  const read = readText(text, { longest })
  if (read.ok) return read.text
  refuse(`${called} ${read.fault.endsWith('.') ? read.fault.slice(0, -1) : read.fault}: ${quoteText(text)}.`)
  return null
}
