import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createTestTeam } from '../../db/testing/create-test-team'
import { useTestDatabase } from '../../db/testing/test-database'
import { useEnv } from '../testing/use-env'
import { findFormDraft, saveFormDraft } from './form-draft'
import { lastPerson, rememberPerson } from './person-cookie'
import { sessionStore } from './session-store'

const { sql } = useTestDatabase()
const browser = vi.hoisted(() => ({ cookies: new Map<string, string>(), address: '/' }))

vi.mock('next/headers', () => ({
  headers: async () => new Map([['x-indicia-address', browser.address]]),
  cookies: async () => ({
    get: (name: string) => (browser.cookies.has(name) ? { value: browser.cookies.get(name) } : undefined),
    set: (name: string, value: string) => browser.cookies.set(name, value),
  }),
}))

beforeEach(() => {
  useEnv()
  browser.cookies.clear()
  browser.address = '/help/cases/new?about=labels'
})
afterEach(() => useEnv())

function form(fields: [string, string | File][]): FormData {
  const data = new FormData()
  for (const [name, value] of fields) data.append(name, value)
  return data
}

test('what was sent too late comes back to its person, at its address, and to nobody else', async () => {
  const { admin, staff } = await createTestTeam(sql)
  await rememberPerson(staff.id)
  const address = await saveFormDraft(
    form([
      ['subject', 'Where is it?'],
      ['scope', 'a'],
      ['scope', 'b'],
      ['$ACTION_ID', 'x'],
      ['__proto__', 'p'],
    ]),
  )
  expect(address).toMatch(/^\/help\/cases\/new\?about=labels&kept=[0-9a-f-]{36}$/)
  const found = await findFormDraft(staff.id, address)
  expect(found).toMatchObject({ values: { subject: ['Where is it?'], scope: ['a', 'b'] }, lost: null })
  expect(Object.keys(found!.values)).not.toContain('$ACTION_ID')
  expect(await findFormDraft(admin.id, address)).toBeNull()
  expect(await findFormDraft(undefined, address)).toBeNull()
  for (const other of [null, '/', '/x?kept=1', '/x?kept=6f9619ff-8b86-d011-b42d-00c04fc964ff', '//x', 'https://['])
    expect(await findFormDraft(staff.id, other)).toBeNull()
  await sql`update kept_forms set created_at = now() - interval '25 hours'`
  expect(await findFormDraft(staff.id, address)).toBeNull()
  await sessionStore().createSession!({ sessionToken: 'a', userId: admin.id, expires: new Date() })
  expect(await sql`select from kept_forms`).toHaveLength(0)
})

test('what cannot be kept is left out and said: files, card numbers, what is too long, what the database has no room for', async () => {
  const { staff } = await createTestTeam(sql)
  await rememberPerson(staff.id)
  const kept = async (fields: [string, string | File][]) => findFormDraft(staff.id, await saveFormDraft(form(fields)))
  expect(
    await kept([
      ['file', new File(['a'], 'a.csv')],
      ['from', 'x'],
    ]),
  ).toMatchObject({ values: { from: ['x'] }, lost: 'file' })
  expect(await kept([['file', new File([], '')]])).toMatchObject({ values: {}, lost: null })
  expect(
    await kept([
      ['number', '4242 4242 4242 4242'],
      ['month', '1'],
    ]),
  ).toMatchObject({ values: { month: ['1'] } })
  expect(await kept([['a', 'x'.repeat(48_001)]])).toMatchObject({ values: {}, lost: 'too_long' })
  expect(await kept(Array.from({ length: 20_000 }, () => ['a', 'x'] as [string, string]))).toMatchObject({
    values: {},
    lost: 'too_long',
  })
  expect(
    await kept(Array.from({ length: 1_500 }, (_, i) => [`a${i}`, '"\\\u0001é'] as [string, string])),
  ).toMatchObject({ lost: null })
  expect(await kept([['a', 'b\0c\ud800']])).toMatchObject({ values: { a: ['bc\ufffd'] } })
  expect(await sql`select from kept_forms`).toHaveLength(5)
})

test('a browser in which nobody signed in keeps nothing, and a cookie that is not ours says nobody', async () => {
  const { staff } = await createTestTeam(sql)
  await sql`delete from kept_forms`
  expect(await saveFormDraft(form([['a', 'b']]))).toBeNull()
  await rememberPerson(staff.id)
  expect(await lastPerson()).toBe(staff.id)
  const [[name, sealed]] = [...browser.cookies] as [[string, string]]
  expect(sealed).not.toContain(staff.id)
  const other = Buffer.from(sealed, 'base64url')
  other[20]! ^= 1
  for (const forged of [
    '',
    'x',
    staff.id,
    Buffer.from(staff.id).toString('base64url'),
    other.toString('base64url'),
    'a'.repeat(100_000),
  ]) {
    browser.cookies.set(name, forged)
    expect(await saveFormDraft(form([['a', 'b']]))).toBeNull()
  }
  browser.cookies.set(name, sealed)
  useEnv({ AUTH_SECRET: 'another-secret-of-at-least-32-characters' })
  expect(await lastPerson()).toBeNull()
  expect(await sql`select from kept_forms`).toHaveLength(0)
})
