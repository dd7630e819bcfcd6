import { expect, test } from 'vitest'
import type { CostAccountNode } from '../../db/queries/cost-accounts'
import { exportCostAccounts } from './export-cost-accounts'
import { findSimilar } from './find-similar'
import { parentOptions, under } from './parent-options'
import { searchCostAccounts } from './search-cost-accounts'

const node = (code: string, parent: CostAccountNode | null, more: Partial<CostAccountNode> = {}): CostAccountNode => ({
  id: `id-${code}`,
  code,
  name: `Name ${code}`,
  description: null,
  active: true,
  parentId: parent?.id ?? null,
  level: (parent?.level ?? 0) + 1,
  ...more,
})

/** M over E over S; X over an inactive Y; Z alone. */
const m = node('M', null, { description: 'Mailings' })
const e = node('E', m)
const s = node('S', e)
const x = node('X', null)
const y = node('Y', x, { active: false })
const z = node('Z', null)
const tree = [m, e, s, x, y, z]
const codes = (accounts: CostAccountNode[]) => accounts.map(({ code }) => code)

test('under an account is what hangs from it at any level', () => {
  expect(codes(under(m, tree))).toEqual(['E', 'S'])
  expect(codes(under(e, tree))).toEqual(['S'])
  expect(under(z, tree)).toEqual([])
})

test('an account may stand where three levels remain, never under itself or its own', () => {
  const places = (account: CostAccountNode | null) => parentOptions(account, tree).map(({ value }) => value)
  expect(places(null), 'a new one').toEqual(['M', 'E', 'X', 'Z'])
  expect(places(z), 'one with nothing below').toEqual(['M', 'E', 'X'])
  expect(places(x), 'one with a level below').toEqual(['M', 'Z'])
  expect(places(m), 'one with two levels below').toEqual([])
  expect(places(s)).toEqual(['M', 'E', 'X', 'Z'])
  expect(parentOptions(null, tree).map(({ label }) => label)).toEqual(['Name M', 'Name M › Name E', 'Name X', 'Name Z'])
})

test('an inactive parent is offered to what stands there already, and to what is inactive itself', () => {
  const low = node('L', y)
  const off = node('O', null, { active: false })
  const places = (account: CostAccountNode) => parentOptions(account, [...tree, low, off]).map(({ value }) => value)
  expect(places(low)).toContain('Y')
  expect(places(low)).not.toContain('O')
  expect(places(off)).toContain('Y')
  expect(places(z)).not.toContain('Y')
})

test('similar is what differs by its case alone: a code anywhere, a name in the same place', () => {
  const twin = node('T', null, { code: 'z' })
  expect(findSimilar(twin, tree)).toEqual({ account: z, by: 'code' })
  expect(findSimilar(node('N', m, { name: 'NAME E' }), tree)).toEqual({ account: e, by: 'name' })
  expect(findSimilar(node('N', null, { name: 'NAME E' }), tree)).toBeNull()
  expect(findSimilar(z, tree), 'itself').toBeNull()
  expect(findSimilar(node('new', null), tree)).toBeNull()
})

test('a search finds names, codes and descriptions in any case, with what they stand under', () => {
  const search = (text: string) => codes(searchCostAccounts(tree, text))
  expect(search('')).toEqual(codes(tree))
  expect(search('name s')).toEqual(['M', 'E', 'S'])
  expect(search('y')).toEqual(['X', 'Y'])
  expect(search('MAILING')).toEqual(['M'])
  expect(search('nowhere')).toEqual([])
})

test('an export names both parents, and keeps no passwords', () => {
  const [heads, ...lines] = [...exportCostAccounts([m, e, s, x, y])].join('').trimEnd().split('\r\n')
  expect(heads).toBe('\ufeffName,Code,Description,PasswordCode,PasswordEnabled,Status,ParentName,NextParentName')
  expect(lines).toEqual([
    'Name M,M,Mailings,,FALSE,TRUE,,',
    'Name E,E,,,FALSE,TRUE,Name M,',
    'Name S,S,,,FALSE,TRUE,Name E,Name M',
    'Name X,X,,,FALSE,TRUE,,',
    'Name Y,Y,,,FALSE,FALSE,Name X,',
  ])
})
