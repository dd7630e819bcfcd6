import { Agent, request, type IncomingMessage } from 'node:http'
import { once } from 'node:events'

/** How a request ended for whoever sent it. */
export type End = 'answered' | 'refused' | 'cut off' | 'silence'
export type Answer = {
  status: number
  replayed: boolean
  body: { id?: string; code?: string; refill?: { id: string } }
}

/** A request on its way. */
export type Sending = {
  /** Whether all of it was handed to the operating system. */
  sent: boolean
  /** How it ended; null while nothing is known. */
  end: End | null
  ended: Promise<End>
  /** Null for whoever got no complete one. */
  answer: Promise<Answer | null>
}

const agent = new Agent({ keepAlive: true })

/** Posts JSON over connections that are kept alive, as programs do, and knows how far it came. */
export function send(url: string, headers: Record<string, string>, body: object, timeoutMs: number): Sending {
  const outgoing = request(url, {
    method: 'POST',
    agent,
    signal: AbortSignal.timeout(timeoutMs),
    headers: { ...headers, 'Content-Type': 'application/json' },
  })
  outgoing.once('finish', () => (sending.sent = true))
  // What breaks after the head of the answer is told to whoever reads it, and here once more.
  outgoing.on('error', () => {})
  outgoing.end(JSON.stringify(body))
  const answer = read(outgoing).then(
    (whole) => [whole, 'answered'] as const,
    (error: Error) => [null, nameEnd(error)] as const,
  )
  const sending: Sending = {
    sent: false,
    end: null,
    ended: answer.then(([, end]) => (sending.end = end)),
    answer: answer.then(([whole]) => whole),
  }
  return sending
}

async function read(outgoing: ReturnType<typeof request>): Promise<Answer> {
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage]
  let text = ''
  for await (const chunk of response) text += String(chunk)
  return {
    status: response.statusCode!,
    replayed: response.headers['idempotency-replayed'] === 'true',
    body: parse(text),
  }
}

/** What is no JSON says nothing; its status does. */
function parse(text: string): Answer['body'] {
  try {
    return JSON.parse(text) as Answer['body']
  } catch {
    return {}
  }
}

function nameEnd(error: Error & { code?: string }): End {
  if (error.code === 'ECONNREFUSED') return 'refused'
  return error.name === 'AbortError' || error.code === 'ABORT_ERR' ? 'silence' : 'cut off'
}
