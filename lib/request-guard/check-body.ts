import { isUtf8 } from 'node:buffer'
import { areActionArguments } from './check-action-arguments'
import { readMultipart, type Part } from './read-multipart'
import { ACTION_NAME } from './check-request-head'
import { outdatedForm, methodNotAllowed, unreadableForm, type Rejection } from './rejections'

/** Without a script, a form names its action in fields: with bound values or without. */
const PLAIN = '$ACTION_ID_'
const BOUND = '$ACTION_REF_'

/**
 * What is wrong with the body of a form whose head was accepted; null if Next can read it. `action` is the action that
 * a script names. `known` are the actions of this build, or null if they are unknown; Next then refuses unknown actions
 * itself.
 */
export function checkBody(
  body: Buffer,
  contentType: string,
  action: string | null,
  known: ReadonlySet<string> | null,
): Rejection | null {
  const isMultipart = contentType.toLowerCase().startsWith('multipart/form-data')
  const parts = isMultipart ? readMultipart(contentType, body) : []
  if (parts === null || (!isMultipart && !isUtf8(body))) return unreadableForm
  const named = action === null ? actionsIn(parts) : [action]
  if (named.length === 0) return methodNotAllowed('GET, HEAD, OPTIONS')
  if (!named.every((name) => ACTION_NAME.test(name))) return unreadableForm
  if (known && !named.every((name) => known.has(name))) return outdatedForm
  if (action === null) return null
  const root = isMultipart ? parts.find(({ name }) => name === '0')?.text : body.toString('utf8')
  return areActionArguments(root ?? '', action) ? null : unreadableForm
}

/** The actions that the fields of a form name; what is no name where one should stand comes back as it is. */
function actionsIn(parts: Part[]): string[] {
  const names = parts.map(({ name }) => name)
  const plain = names.filter((name) => name.startsWith(PLAIN)).map((name) => name.slice(PLAIN.length))
  const bound = names
    .filter((name) => name.startsWith(BOUND))
    .slice(0, 3)
    .map((name) => {
      const place = `$ACTION_${name.slice(BOUND.length)}:0`
      const described = parts.find((part) => part.name === place)?.text ?? ''
      return /^\{"id":"([^"]{0,100})"/.exec(described)?.[1] ?? ''
    })
  return [...plain, ...bound]
}
