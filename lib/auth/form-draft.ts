import { headers } from 'next/headers'
import { database } from '../../db/client'
import { isUuid } from '../../db/queries/is-uuid'
import { localPath } from '../local-path'
import { log } from '../log'
import { lastPerson } from './person-cookie'

/** A form that was submitted after the session had ended, for its page to show again. */
export type FormDraft = {
  id: string
  /** Each field with the values that it had. */
  values: Record<string, string[]>
  /** The parts that could not be saved. */
  lost: 'file' | 'too_long' | null
}

/** The name of the query parameter with the draft's id. */
const MARK = 'kept'

/** The header in which proxy.ts passes the browser's URL to actions and layouts. */
export const ADDRESS_HEADER = 'x-indicia-address'

/** Below the limit of the table, where JSON is slightly longer. */
const MOST_BYTES = 48_000

/** Card numbers are never saved. Names that begin with `$` belong to Next. */
const NEVER_KEPT = /^\$|^number$|secret|password/

/**
 * Saves a form whose session has ended as a draft for the person of that session. Nothing in it is executed. Returns
 * the path of the form with the draft, to return to after sign-in, or null if nobody has signed in with this browser.
 */
export async function saveFormDraft(form: FormData): Promise<string | null> {
  const userId = await lastPerson()
  if (userId === null) return null
  const address = new URL(localPath((await headers()).get(ADDRESS_HEADER)), 'http://here')
  const id = await keep(userId, readFields(form)).catch((error: unknown) => {
    log.error({ err: error }, 'a form whose session had ended could not be kept')
    return null
  })
  if (id === null) return null
  address.searchParams.set(MARK, id)
  return `${address.pathname}${address.search}`
}

/** The draft of this person under the browser's URL. Null for other people, and after a day. */
export async function findFormDraft(userId: string | undefined, address: string | null): Promise<FormDraft | null> {
  const id = draftIdOf(address)
  if (id === null || userId === undefined) return null
  const [stored] = await database().sql<{ fields: Omit<FormDraft, 'id'> }[]>`
    select fields from kept_forms
    where id = ${id} and user_id = ${userId} and created_at > now() - interval '1 day'`
  return stored ? { id, ...stored.fields } : null
}

/** The draft id in a URL. */
export function draftIdOf(address: string | null): string | null {
  const id = new URL(localPath(address), 'http://here').searchParams.get(MARK)
  return id !== null && isUuid(id) ? id : null
}

function readFields(form: FormData): Omit<FormDraft, 'id'> {
  const values = new Map<string, string[]>()
  let lost: FormDraft['lost'] = null
  for (const [name, value] of form) {
    if (NEVER_KEPT.test(name)) continue
    if (typeof value !== 'string') {
      if (value.size > 0) lost = 'file'
      continue
    }
    const stored = values.get(clean(name)) ?? []
    stored.push(clean(value))
    values.set(clean(name), stored)
  }
  const fields = { values: Object.fromEntries(values), lost }
  return Buffer.byteLength(JSON.stringify(fields)) > MOST_BYTES ? { values: {}, lost: 'too_long' } : fields
}

/** What PostgreSQL can keep. */
const clean = (text: string) => text.replaceAll('\0', '').replaceAll(/\p{Cs}/gu, '\ufffd')

/** A person has five at most: of more browser windows than that the oldest gives way. */
async function keep(userId: string, fields: Omit<FormDraft, 'id'>): Promise<string | null> {
  const [stored] = await database().sql<{ id: string }[]>`
    with older as (
      delete from kept_forms where user_id = ${userId} and id not in (
        select id from kept_forms where user_id = ${userId} and created_at > now() - interval '1 day' order by created_at desc limit 4)
    )
    insert into kept_forms (user_id, fields)
    select id, ${JSON.stringify(fields)}::text::jsonb from users where id = ${userId} returning id`
  return stored?.id ?? null
}
