import type { PagerProps } from '@/app/ui/pager'
import type { Cursor, PagePlace } from '@/db/queries/cursor'
import { isUuid } from '@/db/queries/is-uuid'
import type { DayRange } from '@/db/queries/within-days'
import { dayFault } from '@/lib/rules/day'
import { cleanText } from '@/lib/text/rules/read-text'

/** What the address of a page carries behind its `?`. */
export type Query = Record<string, string | string[] | undefined>

/** Which money a history is of: `test` for the test round, and undefined for the team's present mode. */
export const readMode = (query: Query): 'test' | undefined => (query.mode === 'test' ? 'test' : undefined)

/** As many bytes as Node takes of a request before its body. */
const LONGEST_ADDRESS = 16 * 1024

/** The same from the address of a request; what is given twice is a list, as pages get it. */
export function queryOf(address: string): Query {
  // No server of ours takes a longer one: nothing was sent in it.
  if (address.length > LONGEST_ADDRESS) return {}
  const params = new URL(address).searchParams
  return Object.fromEntries(
    [...new Set(params.keys())].map((name) => {
      const [first, ...more] = params.getAll(name)
      return [name, more.length > 0 ? [first!, ...more] : first]
    }),
  )
}

/** More than anything that is looked for. */
const LONGEST = 200

/** A text of the address, as kept texts are, so that it is found among them; empty for one that is not there or stands there twice. */
export function readText(query: Query, name: string): string {
  return cleanText(query[name], { longest: LONGEST })
}

/** The days of a range as they stand in the address, also where they are none: nothing else would be said of them. */
export function readDayTexts(query: Query): { from: string; to: string } {
  const text = (name: string) =>
    [query[name] ?? ''].flat().join(' ').slice(0, LONGEST).replaceAll('\0', '\ufffd').trim()
  return { from: text('from'), to: text('to') }
}

/**
 * The range of days for the query, and an error message if it is invalid; both days are then ignored. An empty day sets
 * no limit.
 */
export function readDays({ from, to }: { from: string; to: string }): { days: DayRange; rangeError: string | null } {
  const wrong = [from, to].map((day) => (day === '' ? null : dayFault(day))).find((fault) => fault !== null)
  if (wrong) return { days: {}, rangeError: wrong }
  if (from !== '' && to !== '' && from > to)
    return { days: {}, rangeError: 'The start date must not be after the end date.' }
  return { days: { from: from || undefined, to: to || undefined }, rangeError: null }
}

/** A file of wrong days: leaving them out, as the screen does under its message, would say more than was asked for. */
export function refuseDays(rangeError: string): Response {
  return new Response(`${rangeError}\n`, { status: 400, headers: { 'Cache-Control': 'no-store' } })
}

/** Next to which row of a list by time a page begins, `<microseconds>.<id>`; undefined for what is no such place. */
export function readPlace(text: string): Cursor | undefined {
  const [position = '', id = ''] = text.split('.')
  return /^\d{1,16}$/.test(position) && isUuid(id) ? { position: Number(position), id } : undefined
}

/** The same for a list that is read both ways: older than the row of `after`, or newer than that of `before`. */
export function readPagePlace(query: Query): PagePlace | undefined {
  const [older, newer] = [readPlace(readText(query, 'after')), readPlace(readText(query, 'before'))]
  return older ? { ...older, direction: 'older' } : newer && { ...newer, direction: 'newer' }
}

/** A row's place as readPlace reads it. */
export const writePlace = ({ position, id }: Cursor) => `${position}.${id}`

/** The address of a filter, without a place in it. */
export function filterQuery(values: Record<string, string>): URLSearchParams {
  return new URLSearchParams(Object.entries(values).filter(([, value]) => value !== ''))
}

/** The pages beside one of a filtered list: newer than the first of its places, and older than the last. */
export function pagerHrefs(
  path: string,
  filter: URLSearchParams,
  { hasNewer, hasOlder }: { hasNewer: boolean; hasOlder: boolean },
  places: string[],
): PagerProps {
  const at = (name: 'after' | 'before', place: string | undefined) =>
    place === undefined ? null : `${path}?${new URLSearchParams([...filter, [name, place]])}`
  return {
    newerHref: hasNewer ? at('before', places[0]) : null,
    olderHref: hasOlder ? at('after', places.at(-1)) : null,
  }
}
