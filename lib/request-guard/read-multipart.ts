import { isUtf8 } from 'node:buffer'

/** A field of a form as it came; the contents of a file stay where they are. */
export type Part = { name: string; text: string | null }

/** More fields than any of our forms has, and few enough to scan quickly. */
const MOST_PARTS = 5_000

/** Far more than any browser sends in the head of a part: a name and a file name. */
const LONGEST_HEAD = 16 * 1024

const LINE = '\r\n'

/**
 * The parts of a multipart body. Null if the body is invalid: no boundary, cut off, a part without a name, or a field
 * that is not UTF-8. Next would answer such a body with 500. Each byte is read once or twice.
 */
export function readMultipart(contentType: string, body: Buffer): Part[] | null {
  const boundary = boundaryOf(contentType)
  if (boundary === null) return null
  const delimiter = Buffer.from(`--${boundary}`)
  if (!body.subarray(0, delimiter.length).equals(delimiter)) return null
  const next = Buffer.from(`${LINE}--${boundary}`)
  const parts: Part[] = []
  let at = delimiter.length
  for (;;) {
    const after = body.toString('latin1', at, at + 2)
    // Anything after the end is ignored.
    if (after === '--') return parts
    if (after !== LINE || parts.length === MOST_PARTS) return null
    const end = body.indexOf(next, at)
    const head = body.indexOf(LINE + LINE, at)
    if (end === -1 || head === -1 || head > end || head - at > LONGEST_HEAD) return null
    const part = partOf(body.toString('utf8', at, head), body.subarray(head + 4, end))
    if (part === null) return null
    parts.push(part)
    at = end + next.length
  }
}

/** RFC 2046: up to 70 characters; browsers quote theirs only where they have to. */
function boundaryOf(contentType: string): string | null {
  const found = /;[ \t]*boundary=(?:"([\x21\x23-\x7e ]{1,70})"|([^\s";,]{1,70}))[ \t]*(?:;|$)/i.exec(
    contentType.slice(0, 500),
  )
  return found?.[1] ?? found?.[2] ?? null
}

function partOf(head: string, content: Buffer): Part | null {
  const disposition = head.split(LINE).find((line) => /^content-disposition:/i.test(line))
  const name = disposition === undefined ? undefined : /;[ \t]*name="([^"]{0,500})"/.exec(disposition)?.[1]
  if (name === undefined) return null
  if (/;[ \t]*filename\*?=/i.test(disposition!)) return { name, text: null }
  return isUtf8(content) ? { name, text: content.toString('utf8') } : null
}
