import type { IncomingMessage, ServerResponse } from 'node:http'

/** The time limit for the rest of a body that nobody reads. */
const LINGER_MS = 5_000

export type BufferedBody = { ok: true; bytes: Buffer } | { ok: false; reason: 'too_large' }

/**
 * Keeps the body of a request until it is complete, or larger than `largest` bytes. They are counted as they come,
 * whatever the headers claim. A complete body is put back into the request for the next reader. Must be called before
 * any of the body has come.
 */
export function bufferBody(request: IncomingMessage, largest: number, then: (body: BufferedBody) => void): void {
  const { push } = request
  const chunks: Buffer[] = []
  let size = 0
  const release = () => void (request.push = push)
  // Node's parser pushes what it reads into the request, and nothing at its end.
  request.push = (chunk: Buffer | null) => {
    if (chunk === null) {
      release()
      const bytes = Buffer.concat(chunks)
      if (size > 0) request.push(bytes)
      request.push(null)
      then({ ok: true, bytes })
      return false
    }
    size += chunk.length
    if (size <= largest) return chunks.push(chunk) > 0
    release()
    then({ ok: false, reason: 'too_large' })
    return true
  }
}

/**
 * Makes Node wait for the rest of a request before it closes the connection. Node closes it after the response if the
 * client wants no other one, and a client that is still sending then sees a broken connection instead of the response.
 * The rest is discarded, for a few seconds at most.
 */
export function drainBeforeClose(request: IncomingMessage, response: ServerResponse): void {
  const { socket } = request
  const hangUp = socket.destroySoon
  const restore = () => void (socket.destroySoon = hangUp)
  socket.destroySoon = () => {
    restore()
    if (request.complete) return socket.destroySoon()
    const timer = setTimeout(() => socket.destroy(), LINGER_MS).unref()
    request.once('end', () => socket.destroySoon())
    socket.once('close', () => clearTimeout(timer))
  }
  response.once('close', restore)
}
