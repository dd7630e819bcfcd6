/**
 * Whether what a script sends to an action can be what our forms send: a list, in which the last value that the action uses is a form
 * (`$K1`) or, bound to it by the page, a text. Which it uses stands in the first byte of its name: a bit for each of six, then
 * one that means all. Next would answer anything else with 500, and the action itself could only fail.
 */
export function areActionArguments(root: string, action: string): boolean {
  let values: unknown
  try {
    values = JSON.parse(root)
  } catch {
    return false
  }
  if (!Array.isArray(values) || values.length > 10) return false
  const used = (Number.parseInt(action.slice(0, 2), 16) >> 1) & 0x3f
  if (used === 0) return values.every((value) => value === '$undefined' || isForm(value))
  // The first value is the highest of the six bits.
  const last = 5 - Math.trunc(Math.log2(used & -used))
  const value: unknown = values[last]
  return values.length > last && (isForm(value) || (typeof value === 'string' && !value.startsWith('$')))
}

const isForm = (value: unknown) => typeof value === 'string' && /^\$K[0-9a-f]{1,4}$/.test(value)
