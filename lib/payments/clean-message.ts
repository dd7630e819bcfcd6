import { cleanText } from '../text/rules/read-text'

/** Words that a processor says to people, as far as they can be kept: as long as a refill's failure may be. */
export const cleanMessage = (words: string) => cleanText(words, { longest: 500 })

/** A code that it gives, such as the reason of a decline. */
export const cleanCode = (code: string) => cleanText(code, { longest: 75 })
