import { findRepeatedField } from './find-repeated-field'
import { isJsonType } from './is-json-type'
import { refuse, type Checked } from './outcome'
import { readBytes } from './read-bytes'

/** The largest body, in bytes. */
const LARGEST_BODY = 64 * 1024

/**
 * Reads the JSON object in the body of a request. Checks its type, its size (counted while reading, whatever the
 * headers claim), its syntax, and that each object has each field only once. If the body is optional, a request without
 * one returns an empty object.
 */
export async function readJsonBody(request: Request, isOptional = false): Promise<Checked<Record<string, unknown>>> {
  const { headers } = request
  if (isOptional && !saysBody(headers)) return { ok: true, value: {} }
  const isPlain = (headers.get('content-encoding') ?? 'identity').toLowerCase() === 'identity'
  if (!isPlain || !isJsonType(headers.get('content-type'))) return refuse('unsupported_media_type')
  if (Number(headers.get('content-length')) > LARGEST_BODY) return refuse('payload_too_large')
  const body = await readBytes(request, LARGEST_BODY)
  if (!body.ok) return refuse(body.reason === 'too_large' ? 'payload_too_large' : 'malformed_json')
  if (isOptional && body.bytes.length === 0) return { ok: true, value: {} }
  const json = parseJson(body.bytes)
  if (json === undefined) return refuse('malformed_json')
  if (typeof json.value !== 'object' || json.value === null || Array.isArray(json.value)) {
    return refuse('invalid_request', { detail: 'The body must be a JSON object.' })
  }
  const repeated = findRepeatedField(json.text)
  if (repeated !== null) return refuse('invalid_request', { detail: `${repeated} is given twice.` }, repeated)
  return { ok: true, value: json.value as Record<string, unknown> }
}

/** Programs send an empty body in different ways. A request has a body only if it declares a type or a length. */
const saysBody = (headers: Headers) =>
  headers.has('content-type') || headers.has('transfer-encoding') || !/^0*$/.test(headers.get('content-length') ?? '')

const utf8 = new TextDecoder('utf-8', { fatal: true })

function parseJson(bytes: Uint8Array): { text: string; value: unknown } | undefined {
  try {
    const text = utf8.decode(bytes)
    return { text, value: JSON.parse(text) as unknown }
  } catch {
    return undefined
  }
}
