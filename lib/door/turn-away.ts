import { LARGEST_FORM, LARGEST_IMPORT } from './largest-form.js'
import { ACTION, foreignForm, nothingHere, otherMethod, tooLarge, unreadable, type TurnedAway } from './turned-away'

/** The header in which an OPTIONS request says that it was sent as something else (server/rename-unknown-methods.ts). */
export const UNKNOWN_METHOD = 'x-unknown-method'

/** The forms that take a file. */
const IMPORTS = ['/settings/cost-accounts/import', '/settings/prices/load']

/** Files: they are got and nothing else. */
const FILES = /^\/(_next\/|icon\.svg$|help\/[^/]+\.\w+$)/

/** The name that Next gives to an action of ours in a build: 42 hexadecimal digits. */
export const ACTION_NAME = /^[0-9a-f]{42}$/

/** What a request says of itself before anything of its body is read. */
export type Asked = { method: string; pathname: string; header(name: string): string | null }

/**
 * What is wrong with a request for a page or a file, judged by what it says of itself; null where it may go on. This is no check of who
 * asks: each page and action does that. Forms must come from a page of ours: their Origin is `authUrl`, and a browser that says
 * where they come from (Sec-Fetch-Site) says the same.
 */
export function turnAway(asked: Asked, authUrl: string): TurnedAway | null {
  const { method, pathname, header } = asked
  if (pathname.startsWith('/api/')) return null
  if (!canBeDecoded(pathname) || pathname === '/_next/image') return nothingHere
  if (method === 'GET' || method === 'HEAD') return null
  if (FILES.test(pathname)) return isOptions(asked) ? options(READS) : otherMethod(READS)
  if (isOptions(asked)) return options(ALL)
  if (method !== 'POST') return otherMethod(ALL)
  const site = header('sec-fetch-site')
  const isOurPage = site === 'same-origin'
  if (header('origin') !== authUrl) return foreignForm(authUrl, isOurPage)
  // `none` is the person's own doing, such as a reload.
  if (site !== null && !isOurPage && site !== 'none') return foreignForm(authUrl, false)
  if (Number(header('content-length')) > largestAt(pathname)) return tooLargeAt(pathname)
  return judgeForm(asked)
}

/** How many bytes the form of a page may have. */
export function largestAt(pathname: string): number {
  return pathname === IMPORTS[0] ? LARGEST_IMPORT : LARGEST_FORM
}

/** 413, or for a form that takes a file the page that says it in its own words. */
export function tooLargeAt(pathname: string): TurnedAway {
  return IMPORTS.includes(pathname) ? { status: 303, headers: { Location: `${pathname}?refused=too_large` } } : tooLarge
}

/** Forms come as Next sends them: as multipart, or by a script that names the action, which may also send text. */
function judgeForm({ header }: Asked): TurnedAway | null {
  const action = header(ACTION)
  const type = (header('content-type') ?? '').toLowerCase()
  const isMultipart = type.startsWith('multipart/form-data')
  if (action === null) return isMultipart ? null : otherMethod(READS)
  return ACTION_NAME.test(action) && (isMultipart || type.startsWith('text/plain')) ? null : unreadable
}

const READS = 'GET, HEAD, OPTIONS'
const ALL = 'GET, HEAD, POST, OPTIONS'

const isOptions = ({ method, header }: Asked) => method === 'OPTIONS' && header(UNKNOWN_METHOD) === null
const options = (allow: string): TurnedAway => ({ status: 204, headers: { Allow: allow } })

/** Whether a path says characters: `%ff` says none. */
export function canBeDecoded(path: string): boolean {
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}
