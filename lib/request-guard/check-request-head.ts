import { MAX_FORM_BYTES, MAX_IMPORT_BYTES } from './body-limits.js'
import {
  ACTION,
  crossOriginForm,
  notFound,
  methodNotAllowed,
  formTooLarge,
  unreadableForm,
  type Rejection,
} from './rejections'

/**
 * The header that marks an OPTIONS request that was sent with another method
 * (server/request-guard/rename-unknown-method.ts).
 */
export const UNKNOWN_METHOD = 'x-unknown-method'

/** The forms that take a file. */
const IMPORTS = ['/settings/cost-accounts/import', '/settings/prices/load']

/** Files: they are got and nothing else. */
const FILES = /^\/(_next\/|icon\.svg$|help\/[^/]+\.\w+$)/

/** The id that Next gives to an action in a build: 42 hexadecimal digits. */
export const ACTION_NAME = /^[0-9a-f]{42}$/

/** The head of a request, before its body is read. */
export type RequestHead = { method: string; pathname: string; header(name: string): string | null }

/**
 * What is wrong with a request for a page or a file, by its head; null if it is accepted. This does not authenticate
 * the request: each page and action does that. Forms must come from one of our pages: the Origin must be `authUrl`, and
 * Sec-Fetch-Site, if sent, must agree.
 */
export function checkRequestHead(head: RequestHead, authUrl: string): Rejection | null {
  const { method, pathname, header } = head
  if (pathname.startsWith('/api/')) return null
  if (!canBeDecoded(pathname) || pathname === '/_next/image') return notFound
  if (method === 'GET' || method === 'HEAD') return null
  if (FILES.test(pathname)) return isOptions(head) ? options(READS) : methodNotAllowed(READS)
  if (isOptions(head)) return options(ALL)
  if (method !== 'POST') return methodNotAllowed(ALL)
  const site = header('sec-fetch-site')
  const isOurPage = site === 'same-origin'
  if (header('origin') !== authUrl) return crossOriginForm(authUrl, isOurPage)
  // `none` is the person's own doing, such as a reload.
  if (site !== null && !isOurPage && site !== 'none') return crossOriginForm(authUrl, false)
  if (Number(header('content-length')) > maxBodyBytes(pathname)) return payloadTooLargeAt(pathname)
  return checkFormHeaders(head)
}

/** The maximum size in bytes of the form on a page. */
export function maxBodyBytes(pathname: string): number {
  return pathname === IMPORTS[0] ? MAX_IMPORT_BYTES : MAX_FORM_BYTES
}

/** 413, or for a form with a file, a redirect to its page, which explains it. */
export function payloadTooLargeAt(pathname: string): Rejection {
  return IMPORTS.includes(pathname)
    ? { status: 303, headers: { Location: `${pathname}?refused=too_large` } }
    : formTooLarge
}

/** Forms come as Next sends them: as multipart, or from a script that names the action, which can also send text. */
function checkFormHeaders({ header }: RequestHead): Rejection | null {
  const action = header(ACTION)
  const type = (header('content-type') ?? '').toLowerCase()
  const isMultipart = type.startsWith('multipart/form-data')
  if (action === null) return isMultipart ? null : methodNotAllowed(READS)
  return ACTION_NAME.test(action) && (isMultipart || type.startsWith('text/plain')) ? null : unreadableForm
}

const READS = 'GET, HEAD, OPTIONS'
const ALL = 'GET, HEAD, POST, OPTIONS'

const isOptions = ({ method, header }: RequestHead) => method === 'OPTIONS' && header(UNKNOWN_METHOD) === null
const options = (allow: string): Rejection => ({ status: 204, headers: { Allow: allow } })

/** Whether a path can be decoded: `%ff` cannot. */
export function canBeDecoded(path: string): boolean {
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}
