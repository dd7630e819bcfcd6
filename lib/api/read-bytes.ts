/** A request's body as it came, of at most so many bytes, counted while reading, whatever it claims. */
export async function readBytes(request: Request, largest: number): Promise<Uint8Array | 'too large' | 'broken off'> {
  if (!request.body) return new Uint8Array()
  const reader: ReadableStreamDefaultReader<Uint8Array> = request.body.getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)
      size += value.byteLength
      if (size > largest) {
        await reader.cancel()
        return 'too large'
      }
      chunks.push(value)
    }
  } catch {
    return 'broken off'
  }
}
