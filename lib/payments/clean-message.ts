import { cleanText } from '../text/rules/read-text'

/** A processor's message for people, as it can be stored: as long as a refill's failure may be. */
export const cleanMessage = (message: string) => cleanText(message, { longest: 500 })

/** A processor's code, such as the reason of a decline, as it can be stored. */
export const cleanCode = (code: string) => cleanText(code, { longest: 75 })
