import { createHash, randomUUID } from 'node:crypto'
import { request, type IncomingHttpHeaders } from 'node:http'
import { connect } from 'node:net'
import type { Copy } from './start-copy'

export type RequestOptions = {
  method?: string
  path: string
  headers?: Record<string, string>
  /** Several pieces are sent in chunks, without a length. */
  body?: string | Buffer | Buffer[]
}

export type HttpResponse = { status: number; headers: IncomingHttpHeaders; text: string }

/** Asks a copy as no browser would: any method, any header, bodies of any form. Follows nothing. */
export function send(copy: Copy, { method = 'GET', path, headers = {}, body }: RequestOptions): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    const { port } = new URL(copy.url)
    const sent = request({ host: '127.0.0.1', port, method, path, headers, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => {
        sent.destroy()
        resolve({ status: response.statusCode!, headers: response.headers, text: String(Buffer.concat(chunks)) })
      })
    })
    sent.on('error', reject)
    if (Array.isArray(body)) {
      for (const piece of body) sent.write(piece)
      sent.end()
    } else sent.end(body)
  })
}

/** What comes back for bytes that need not be HTTP. */
export function sendBytes(copy: Copy, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(copy.url).port), '127.0.0.1', () => socket.write(bytes))
    let said = ''
    socket.on('data', (chunk) => (said += String(chunk)))
    socket.on('close', () => resolve(said))
    socket.on('error', reject)
  })
}

/** The cookie of a session of somebody of the demo, in a copy that people reach at `address`. */
export async function sessionOf(copy: Copy, person: 'Demo Admin' | 'Demo Staff', address = copy.url): Promise<string> {
  const token = randomUUID()
  await copy.sql`
    insert into sessions (session_token, user_id, expires)
    select ${createHash('sha256').update(token).digest('base64url')}, id, now() + interval '1 hour' from users where name = ${person}`
  const name = address.startsWith('https:') ? '__Host-indicia.session' : `indicia.${new URL(address).port}.session`
  return `${name}=${token}`
}

/** The hidden fields of the form in a page that has this in it, as a browser without a script would send them. */
export function hiddenFields(html: string, has: string): Record<string, string> {
  const start = html.lastIndexOf('<form', html.indexOf(has))
  const inside = html.slice(start, html.indexOf('</form>', start))
  const fields: Record<string, string> = {}
  for (const [input] of inside.matchAll(/<input[^>]*type="hidden"[^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(input)?.[1]
    if (name) fields[unescape(name)] = unescape(/value="([^"]*)"/.exec(input)?.[1] ?? '')
  }
  return fields
}

const unescape = (text: string) => text.replaceAll('&quot;', '"').replaceAll('&amp;', '&')

/** A form as multipart. */
export function multipart(fields: Record<string, string>, boundary = 'wire'): { type: string; body: string } {
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  )
  return { type: `multipart/form-data; boundary=${boundary}`, body: `${parts.join('')}--${boundary}--\r\n` }
}
