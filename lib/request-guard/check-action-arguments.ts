/**
 * Whether the arguments of a scripted action can come from one of our forms. They must be a list in which the last
 * value that the action uses is a form (`$K1`) or a text that the page bound to it. The first byte of the action's name
 * says which values it uses: one bit for each of six, and one bit for all. Next would answer anything else with 500.
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
