export type ReadBody =
  | { ok: true; bytes: Uint8Array }
  /** `broken_off`: the client hung up before the end. */
  | { ok: false; reason: 'too_large' | 'broken_off' }

/** The body of a request up to a maximum size. Bytes are counted while reading, whatever the headers claim. */
export async function readBytes(request: Request, largest: number): Promise<ReadBody> {
  if (!request.body) return { ok: true, bytes: new Uint8Array() }
  const reader: ReadableStreamDefaultReader<Uint8Array> = request.body.getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return { ok: true, bytes: chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks) }
      size += value.byteLength
      if (size > largest) {
        await reader.cancel()
        return { ok: false, reason: 'too_large' }
      }
      chunks.push(value)
    }
  } catch {
    return { ok: false, reason: 'broken_off' }
  }
}
