import { Server, STATUS_CODES, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { isDevelopment } from '../../lib/env'
import { withResponse } from '../../lib/current-response'
import { checkBody } from '../../lib/request-guard/check-body'
import { maxBodyBytes, payloadTooLargeAt, checkRequestHead } from '../../lib/request-guard/check-request-head'
import { ACTION, renderRejection, type Rejection } from '../../lib/request-guard/rejections'
import { STRICT_POLICY } from '../../lib/request-guard/security-headers.js'
import { onRequestStart } from './on-request-start'
import { drainBeforeClose, bufferBody } from './buffer-body'
import { readKnownActions } from './read-known-actions'
import { securityHeaders } from './secure-response'

/**
 * Installs the guard between the network and Next. Every response gets security headers, every request gets our host
 * name, and requests that no page can read are rejected before Next reads them. Next would misread such requests or
 * answer with 500, and its proxy sees neither bodies nor files. So the guard hooks in where Node hands over a request.
 */
export function installRequestGuard(authUrl: string): void {
  onRequestStart(authUrl)
  // Next's development server makes the names of actions as it compiles.
  const known = isDevelopment() ? null : readKnownActions()
  const { emit } = Server.prototype
  const begun = new WeakMap<Socket, ServerResponse>()
  // The server is there already, and is not handed to us.
  Server.prototype.emit = function (this: Server, event: string, ...args: unknown[]): boolean {
    const [first, second] = args
    const goOn = () => (emit as (...all: unknown[]) => boolean).call(this, event, ...args)
    if (event === 'clientError') {
      const socket = second as Socket
      rejectUnreadable(first as NodeJS.ErrnoException, socket, begun.get(socket), authUrl)
    } else if (event === 'request') {
      const [request, response] = [first as IncomingMessage, second as ServerResponse]
      begun.set(request.socket, response)
      receive(request, response, authUrl, known, goOn)
    } else {
      return goOn()
    }
    return true
  }
}

/** Internal requests of Next's development server: source maps of errors, and information for agents. */
const DEVELOPMENT_TOOLS = /^\/(?:__nextjs_|_next\/mcp$)/

function receive(
  request: IncomingMessage,
  response: ServerResponse,
  authUrl: string,
  known: ReadonlySet<string> | null,
  goOn: () => void,
): void {
  const header = (name: string) => headerOf(request, name)
  if (header('transfer-encoding') ?? header('content-length')) drainBeforeClose(request, response)
  const pathname = (request.url ?? '').split('?', 1)[0]!
  if (isDevelopment() && DEVELOPMENT_TOOLS.test(pathname)) return void goOn()
  const refused = checkRequestHead({ method: request.method ?? '', pathname, header }, authUrl)
  if (refused) return reject(request, response, refused)
  if (request.method !== 'POST' || pathname.startsWith('/api/')) return void goOn()
  bufferBody(request, maxBodyBytes(pathname), (body) => {
    const refusedBody = body.ok
      ? checkBody(body.bytes, header('content-type') ?? '', header(ACTION), known)
      : payloadTooLargeAt(pathname)
    if (refusedBody) reject(request, response, refusedBody)
    else withResponse(response, goOn)
  })
}

function headerOf(request: IncomingMessage, name: string): string | null {
  const value = request.headers[name]
  return Array.isArray(value) ? value.join(', ') : (value ?? null)
}

function reject(request: IncomingMessage, response: ServerResponse, refused: Rejection): void {
  const isScript = request.headers[ACTION] !== undefined
  const { headers, body } = renderRejection(refused, isScript)
  response.statusCode = refused.status
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
  response.end(body)
}

const UNREAD: Record<string, number> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
}

/** Answers a request that Node could not parse as Node would, with our headers. */
function rejectUnreadable(
  error: NodeJS.ErrnoException,
  socket: Socket,
  begun: ServerResponse | undefined,
  authUrl: string,
): void {
  if (error.code !== 'ECONNRESET' && socket.writable && (!begun?.headersSent || begun.writableFinished)) {
    const status = UNREAD[error.code ?? ''] ?? 400
    const headers = {
      ...securityHeaders(authUrl),
      'Content-Security-Policy': STRICT_POLICY,
      'Cache-Control': 'no-store',
      'Content-Length': '0',
      Connection: 'close',
    }
    const lines = Object.entries(headers)
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join('')
    socket.write(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines}\r\n`)
  }
  socket.destroySoon()
}
