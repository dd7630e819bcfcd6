import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { Books } from './books'
import { controls, type Controls, type Request } from './control'
import { checkRequest, findEndpoint } from './endpoints'
import { showHostedPage, submitHostedPage } from './hosted-pages'
import { IdempotencyKeys, type Answer } from './idempotency'
import { Reactions, type Reaction } from './reactions'
import { readForm } from './read-form'
import { expireSessions } from './sessions'
import { StripeProblem } from './stripe-problem'

/**
 * A small Stripe, as a process of its own: its API under /v1, its pages for people under /c/pay, and under /control what
 * tests ask of it. `FAKE_STRIPE_KEY`, `FAKE_STRIPE_SECRET` and `FAKE_STRIPE_PORT` say what it takes; it prints its address when it listens,
 * and ends with the process that started it.
 */
const { FAKE_STRIPE_KEY: secretKey = '', FAKE_STRIPE_SECRET: secret = '', FAKE_STRIPE_PORT: port = '0' } = process.env
const books = new Books(/^.k_live_/.test(secretKey))
const keys = new IdempotencyKeys(books)
const reactions = new Reactions()
const requests: Request[] = []
const control: Controls = controls(books, keys, reactions, { url: null, secret }, requests)

const server = createServer(
  (request, response) =>
    void handle(request, response).catch((error: unknown) => {
      console.error(error)
      response.destroy()
    }),
)
server.listen(Number(port), '127.0.0.1', () => {
  books.hosted = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  console.log(books.hosted)
})
process.stdin.resume().once('end', () => process.exit(0))

async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url!, 'http://fake-stripe')
  const body = await read(request)
  expireSessions(books)
  if (url.pathname.startsWith('/control/')) return answerControl(url.pathname.slice('/control/'.length), body, response)
  if (url.pathname.startsWith('/c/pay/'))
    return respondWithPage(request.method!, url.pathname.slice('/c/pay/'.length), body, response)
  const reaction = reactions.next(request.method!, url.pathname)
  const before = reaction && (reaction.when ?? 'before') === 'before'
  if (before && (await misbehave(reaction, response))) return
  const answer = work(request, url, body, reaction)
  if (reaction?.when === 'after' && (await misbehave(reaction, response))) return
  send(response, answer)
}

/** Works a request of the API off, within its idempotency key. */
function work(request: IncomingMessage, url: URL, body: string, reaction: Reaction | null): Answer {
  const form = request.method === 'POST' ? body : url.search.slice(1)
  const key = request.method === 'POST' ? ((request.headers['idempotency-key'] as string | undefined) ?? null) : null
  const params = readForm(form)
  let begun = false
  let answer: Answer
  try {
    if (request.headers.authorization !== `Bearer ${secretKey}`) {
      throw new StripeProblem(401, { type: 'invalid_request_error', message: 'Invalid API Key provided.' })
    }
    const { endpoint, id } = findEndpoint(request.method!, url.pathname)
    const kept = key === null ? null : keys.begin(key, `${request.method} ${url.pathname} ${form}`)
    if (kept) answer = kept
    else {
      begun = true
      try {
        checkRequest(endpoint, params)
      } catch (error) {
        if (key !== null) keys.forget(key)
        begun = false
        throw error
      }
      answer =
        reaction?.when === 'instead'
          ? failure(reaction)
          : { status: 200, body: JSON.stringify(endpoint.answer(books, params, id)) }
    }
  } catch (error) {
    if (!(error instanceof StripeProblem)) throw error
    answer = { status: error.status, body: JSON.stringify({ error: error.error }) }
  }
  if (begun && key !== null)
    keys.keep(key, reaction?.when === 'after' && reaction.status !== undefined ? failure(reaction) : answer)
  requests.push({
    method: request.method!,
    path: url.pathname,
    params,
    key,
    version: (request.headers['stripe-version'] as string | undefined) ?? null,
    status: answer.status,
  })
  return answer
}

/** Whether this was the answer. */
async function misbehave(reaction: Reaction, response: ServerResponse): Promise<boolean> {
  if (reaction.delay !== undefined) await delay(reaction.delay, undefined, { ref: false })
  if (reaction.reset) response.socket?.resetAndDestroy()
  else if (reaction.status !== undefined) send(response, failure(reaction))
  else return false
  return true
}

function failure({ status = 500, headers, html }: Reaction): Answer {
  const error = {
    type: status === 429 ? 'invalid_request_error' : 'api_error',
    message: 'An unknown error occurred',
    ...(status === 429 && { code: 'rate_limit' }),
  }
  return { status, body: html ? '<html>Bad gateway</html>' : JSON.stringify({ error }), ...(headers && { headers }) }
}

function send(response: ServerResponse, { status, body, headers }: Answer): void {
  response
    .writeHead(status, { 'Content-Type': 'application/json', 'Request-Id': books.id('req'), ...headers })
    .end(body)
}

function respondWithPage(method: string, id: string, body: string, response: ServerResponse): void {
  try {
    const page = method === 'POST' ? submitHostedPage(books, id, new URLSearchParams(body)) : showHostedPage(books, id)
    if ('to' in page) response.writeHead(303, { Location: page.to }).end()
    else response.writeHead(page.status, { 'Content-Type': 'text/html; charset=utf-8' }).end(page.html)
  } catch (error) {
    if (!(error instanceof StripeProblem)) throw error
    response.writeHead(error.status, { 'Content-Type': 'text/plain' }).end(error.message)
  }
}

async function answerControl(name: string, body: string, response: ServerResponse): Promise<void> {
  try {
    const answer = await control[name as keyof Controls](JSON.parse(body) as never)
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer))
  } catch (error) {
    response.writeHead(400, { 'Content-Type': 'application/json' }).end(JSON.stringify({ error: String(error) }))
  }
}

async function read(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return text
}
