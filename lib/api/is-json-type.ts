import { parse } from 'content-type'

/** `application/json; charset=utf-8` has 31 characters. No valid form is much longer. */
const LONGEST_TYPE = 255

/** Whether a Content-Type means JSON in UTF-8. The length is checked first, and a trailing semicolon is accepted. */
export function isJsonType(header: string | null): boolean {
  if (header === null || header.length > LONGEST_TYPE) return false
  const bare = header.trim()
  try {
    const { type, parameters } = parse(bare.endsWith(';') ? bare.slice(0, -1) : bare)
    const { charset, ...others } = parameters
    if (type !== 'application/json' || Object.keys(others).length > 0) return false
    return charset === undefined || ['utf-8', 'utf8'].includes(charset.toLowerCase())
  } catch {
    return false
  }
}
