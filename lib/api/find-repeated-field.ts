/** The path of a field appears in the response. This much is enough to find it. */
const LONGEST_PATH = 200

/** Where the scan is: in an object, with the fields seen so far, or in a list, at a place. */
type Level = { path: string; fields: Set<string> | null; field: string; place: number }

/**
 * The path of the first field that one object of a JSON text contains twice, such as `allocations.0.amount`; null if
 * there is none. `JSON.parse` silently keeps the last one, and another parser might keep the first. Names are compared
 * after unescaping (`amoun\u0074` is `amount`). The text must be valid JSON. It is scanned once, without recursion.
 */
export function findRepeatedField(json: string): string | null {
  const levels: Level[] = []
  let level: Level | undefined
  let isName = false
  for (let at = 0; at < json.length; at++) {
    const character = json[at]
    if (character === '"') {
      const end = endOfText(json, at)
      if (isName && level?.fields) {
        const name = JSON.parse(json.slice(at, end + 1)) as string
        if (level.fields.has(name)) return pathOf({ ...level, field: name })
        level.fields.add(name)
        level.field = name
        isName = false
      }
      at = end
    } else if (character === '{' || character === '[') {
      const inObject = character === '{'
      level = { path: level ? pathOf(level) : '', fields: inObject ? new Set() : null, field: '', place: 0 }
      levels.push(level)
      isName = inObject
    } else if (character === '}' || character === ']') {
      levels.pop()
      level = levels.at(-1)
      isName = false
    } else if (character === ',' && level) {
      level.place++
      isName = level.fields !== null
    }
  }
  return null
}

/** The closing quotation mark of the text that opens at `start`. */
function endOfText(json: string, start: number): number {
  let at = start + 1
  while (at < json.length && json[at] !== '"') at += json[at] === '\\' ? 2 : 1
  return at
}

function pathOf({ path, fields, field, place }: Level): string {
  if (path.length >= LONGEST_PATH) return path
  const step = fields ? field : String(place)
  return (path === '' ? step : `${path}.${step}`).slice(0, LONGEST_PATH)
}
