import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { log } from '../log'
import { processorMs } from '../testing/processor-time'
import { useEnv } from '../testing/use-env'
import { roleFromGroups } from './provision-member'
import type { Claims } from './read-person'
import { claimAt } from './read-groups'

const GROUP = 'postage-admins'
const warn = vi.spyOn(log, 'warn').mockImplementation(() => {})

beforeEach(() => {
  warn.mockClear()
  delete (globalThis as { indiciaGroupsWarned?: unknown }).indiciaGroupsWarned
})
afterEach(() => useEnv())

const role = (claims: Claims, claim = 'groups', group = GROUP) => {
  useEnv({ OIDC_ADMIN_GROUP: group, OIDC_GROUPS_CLAIM: claim })
  return roleFromGroups(claims)
}

test.each<[string, Claims]>([
  ['realm_access.roles', { realm_access: { roles: [GROUP] } }],
  ['resource_access.my.client.roles', { resource_access: { 'my.client': { roles: [GROUP] } } }],
  ['https://example.com/roles', { 'https://example.com/roles': [GROUP] }],
  ['https://example.com/claims.roles', { 'https://example.com/claims': { roles: [GROUP] } }],
  ['a.b.c', { 'a.b': {}, a: { b: { c: [GROUP] } } }],
])('a claim is found by its path: %s', (claim, claims) => {
  expect(role(claims, claim)).toBe('admin')
  expect(role({}, claim)).toBe('staff')
})

test('a claim with the whole name comes before a path, and nothing is found but what the provider said', () => {
  expect(role({ 'realm_access.roles': ['staff'], realm_access: { roles: [GROUP] } }, 'realm_access.roles')).toBe(
    'staff',
  )
  for (const path of [
    'constructor.name',
    '__proto__',
    'groups.length',
    'groups.0',
    'groups.at',
    '.groups',
    'groups.',
    '',
  ]) {
    expect(claimAt({ groups: [GROUP] }, path), path).toBeUndefined()
  }
})

test.each([
  GROUP,
  ` ${GROUP}\n`,
  `staff,${GROUP}`,
  `staff, ${GROUP} ,other`,
  `staff;${GROUP}`,
  `staff ${GROUP}`,
  `staff\n${GROUP}`,
  `["staff","${GROUP}"]`,
  `"staff","${GROUP}"`,
  ['staff', GROUP],
  [{ name: GROUP }],
  [{ id: 7, value: GROUP }],
  [7, GROUP],
])('groups may come as %j', (groups) => {
  expect(role({ groups })).toBe('admin')
})

test('names with spaces stay whole, and so does a group that is all of the text', () => {
  expect(role({ groups: ['Postage Admins'] }, 'groups', 'Postage Admins')).toBe('admin')
  expect(role({ groups: 'Postage Admins' }, 'groups', 'Postage Admins')).toBe('admin')
  expect(role({ groups: 'Staff, Postage Admins' }, 'groups', 'Postage Admins')).toBe('admin')
  expect(role({ groups: 'CN=Admins,OU=Post' }, 'groups', 'CN=Admins,OU=Post')).toBe('admin')
  expect(role({ groups: 'CN=Staff,OU=Post;CN=Admins,OU=Post' }, 'groups', 'CN=Admins,OU=Post')).toBe('admin')
  expect(role({ groups: ['Postage Admins'] }, 'groups', 'Admins')).toBe('staff')
  expect(role({ groups: 'Staff, Postage Admins' }, 'groups', 'Admins')).toBe('staff')
  expect(role({ groups: [`staff,${GROUP}`] })).toBe('staff')
  expect(role({ groups: ['Cafe\u0301'] }, 'groups', 'Caf\u00e9')).toBe('admin')
})

test.each([
  ['', 'empty'],
  [[], 'empty'],
  [{ [GROUP]: true }, 'unusable'],
  [7, 'unusable'],
  [true, 'unusable'],
  [[[GROUP]], 'unusable'],
  [[{ name: [GROUP] }], 'unusable'],
  [null, 'missing'],
  [undefined, 'missing'],
])('what cannot be read gives no right and is said once: %j', (groups, fault) => {
  for (let sign = 0; sign < 3; sign++) expect(role({ sub: 's', email: 'secret@example.com', groups })).toBe('staff')
  expect(warn).toHaveBeenCalledOnce()
  const [facts, words] = warn.mock.calls[0] as unknown as [{ claim: string; fault: string; claims: string }, string]
  expect(facts).toMatchObject({ claim: 'groups', fault })
  expect(facts.claims).toMatch(/^sub, email/)
  expect(words).toContain('The claim groups (OIDC_GROUPS_CLAIM)')
  expect(JSON.stringify(warn.mock.calls)).not.toContain('secret')
})

test('too many groups are told from none, and groups without ours are nothing to say', () => {
  expect(role({ _claim_names: { groups: 'src1' }, _claim_sources: {} })).toBe('staff')
  expect(warn.mock.calls[0]![1]).toContain('too many groups')
  warn.mockClear()
  expect(role({ hasgroups: true }, 'roles')).toBe('staff')
  expect(warn.mock.calls[0]![1]).toContain('too many groups')
  warn.mockClear()
  expect(role({ groups: ['staff'] })).toBe('staff')
  expect(role({ groups: `not-${GROUP} ${GROUP}s` })).toBe('staff')
  expect(warn).not.toHaveBeenCalled()
})

test('a flood of groups costs nothing and gives nothing', () => {
  const crowd = Array.from({ length: 100_000 }, (_, i) => `g${i}`)
  const wide = Object.fromEntries(crowd.map((name) => [name.repeat(3), 1]))
  const worst = [' ', ',', ';', '"', '[', 'a,', 'a ', '[1,'].map((mark) => ({
    groups: mark.repeat(500_000 / mark.length),
  }))
  const slowest = [{ groups: crowd }, wide, ...worst].map((claims) =>
    processorMs(() => expect(role(claims)).toBe('staff')),
  )
  expect(role({ groups: [...crowd.slice(0, 9_999), GROUP] })).toBe('admin')
  expect(role({ groups: 'x'.repeat(500_001) })).toBe('staff')
  // What is quadratic takes minutes.
  expect(Math.max(...slowest)).toBeLessThan(5_000)
  expect(JSON.stringify(warn.mock.calls).length).toBeLessThan(20_000)
})
