import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { CostAccountNode } from '../../db/queries/cost-accounts'
import { NO_CHOICES } from '../csv/read-choices'
import { readSheet } from '../csv/read-sheet'
import { separateFooters } from '../csv/separate-footers'
import { COST_ACCOUNT_SHEET } from './columns'
import { costAccountNode as node, planFile } from './testing/plan-file'

async function plan(csv: string | Buffer, tree: CostAccountNode[] = []) {
  const { sheet, planned, errors } = await planFile(csv, tree, 5_000)
  return {
    ...planned,
    warned: [...sheet.lineWarnings, ...planned.warnings],
    errors,
    notes: [...sheet.notes, ...sheet.warnings],
  }
}

const input = (name: string) => plan(readFileSync(new URL(`../csv/inputs/${name}.csv`, import.meta.url)))

/** What is said, as `2: words`. */
const told = (lines: { line: number; message: string }[]) => lines.map(({ line, message }) => `${line}: ${message}`)

test('files of people’s are read as they are meant', async () => {
  expect(await input('parent-name-spaced')).toMatchObject({
    errors: [],
    warned: [],
    changes: [
      { code: '8001', parent: null },
      { code: '8002', parent: '8001' },
      { code: '8003', parent: '8002' },
    ],
  })
  expect(await input('sendpro-enterprise')).toMatchObject({
    errors: [],
    changes: [
      { code: '9001', name: 'North', description: 'N', active: true, parent: null },
      { code: '9002', name: 'North Sub', active: false, parent: '9001' },
    ],
    notes: [
      expect.stringContaining(
        '“CostCenterCode” is read as Code, “Active” is read as Status, “ParentCostCenterCode” is read as ParentCode',
      ),
    ],
  })
  expect(told((await input('nfd-names')).errors)).toEqual([
    '3: There is a “Café” with another code in the same place already.',
  ])
  expect(await input('nfd-parent')).toMatchObject({ errors: [], changes: [{ name: 'Café' }, { parent: '100' }] })
  expect(await input('nbsp')).toMatchObject({
    changes: [{ name: 'Marketing East' }, { name: 'Marketing East' }, { name: 'Sales' }],
    errors: [{ line: 3, message: expect.stringMatching(/in the same place/) }],
  })
  expect(told((await input('rtl')).errors)).toEqual([
    '4: The name has a character that cannot be saved (U+202E): “evil”.',
  ])
  expect(told((await input('scientific')).warned)).toEqual([
    '2: Excel has changed this code: “1.23457E+11” was a longer number. Write the column as text, and save the file again.',
  ])
  expect(told((await input('self-parent')).errors)).toEqual(['2: “A” stands under itself.'])
})

test('yes and no in all their words, and a column that says the opposite', async () => {
  const words = [
    'TRUE',
    'active',
    'Yes',
    'y',
    '1',
    'ON',
    'enabled',
    'false',
    'Inactive',
    'NO',
    'n',
    '0',
    'off',
    'Disabled',
    '',
  ]
  const { changes, errors } = await plan(`Name,Active\n${words.map((word, at) => `A${at},${word}`).join('\n')}`)
  expect(errors).toEqual([])
  expect(changes.map(({ active }) => active)).toEqual(words.map((_, at) => at < 7 || at === 14))
  expect(await plan('Name,Inactive\nA,TRUE\nB,no')).toMatchObject({ changes: [{ active: false }, { active: true }] })
  expect(told((await plan('Name,Status,Inactive\nA,active,yes\nB,perhaps,\nC,,2')).errors)).toEqual([
    '2: Status says “active” and Inactive says “yes”: they do not go together.',
    '3: The status is “perhaps”; it has to be TRUE or FALSE, active or inactive, yes or no, 1 or 0.',
    expect.stringMatching(/^4: Inactive is “2”/),
  ])
})

test('a circle names its members and nobody else', async () => {
  const circle = 'Name,Code,ParentName\nA,a,C\nBystander,x,A\nB,b,A\nC,c,B\nUnder,y,Bystander'
  expect(told((await plan(circle)).errors)).toEqual(
    ['A → C → B → A', 'B → A → C → B', 'C → B → A → C'].map(
      (way, at) =>
        `${[2, 4, 5][at]}: ${way} is a circle: a cost account cannot stand under itself, or under one of its own.`,
    ),
  )
  const long = Array.from({ length: 9 }, (_, at) => `N${at},N${(at + 1) % 9}`).join('\n')
  expect((await plan(`Name,ParentName\n${long}`)).errors[0]!.message).toMatch(
    /^N0 → N1 → N2 → N3 → N4 → … → N0 \(9 cost accounts\) is a circle/,
  )
  // Of a file that closes one with what is there already.
  const tree = [node('M'), node('E', { parentId: 'id-M', level: 2 })]
  expect(told((await plan('Name,ParentName\nM,E', tree)).errors)).toEqual([
    expect.stringMatching(/^2: M → E → M is a circle/),
  ])
  expect(told((await plan('Name,ParentName\nA,\nB,A\nC,B\nD,C\nE,D', tree)).errors)).toEqual([
    '5: “D” would stand at the fourth level: A › B › C › D. Cost accounts have three levels at most.',
  ])
})

test('parents are found by code, in another case, and by a code where a name should be; what does not go together is refused', async () => {
  const tree = [node('MKT', { name: 'Marketing' }), node('mkt', { name: 'MARKETING' }), node('S1', { name: 'Sales' })]
  expect(await plan('Name,ParentName\nA,sales\nB,S1\nC,Marketing\nD,s1', tree)).toMatchObject({
    errors: [{ line: 5, message: expect.stringMatching(/no “s1”/) }],
    changes: [{ parent: 'S1' }, { parent: 'S1' }, { parent: 'MKT' }, { parent: null }],
    warned: [
      { line: 2, message: '“sales” is taken for “Sales”, whose name differs by its case.' },
      { line: 3, message: '“S1” is taken for “Sales”, by its code.' },
    ],
  })
  expect(told((await plan('Name,ParentName\nA,marketing', tree)).errors)).toEqual([
    expect.stringMatching(/^2: There are several .*“marketing”/),
  ])
  expect(await plan('Name,Parent Code\nA,s1\nB,9\nC,1.2E+11\nD,D', tree)).toMatchObject({
    changes: [{ parent: 'S1' }, {}, {}, {}],
    errors: [
      { line: 3, message: expect.stringMatching(/no cost account with the code “9”/) },
      { line: 4, message: expect.stringMatching(/Excel/) },
      { line: 5, message: '“D” stands under itself.' },
    ],
  })
  expect(told((await plan('Name,ParentName,ParentCode\nA,Sales,MKT', tree)).errors)).toEqual([
    expect.stringMatching(/^2: The parent is “Sales” by name and “Marketing” by code/),
  ])
})

test('twins are warned about, and what Excel has made of a code', async () => {
  const tree = [node('MKT', { name: 'Marketing' }), node('00123', { name: 'Zeros' })]
  expect(
    told((await plan('Name,Code\nMARKETING,mkt\nx,123\ny,4-Mar\nz,#NAME?\nw,1.5E+10\nv,1.5E+10', tree)).warned),
  ).toEqual([
    '2: “MARKETING” and “Marketing” differ only by their case, in the same place.',
    '2: The codes “mkt” and “MKT” differ only in capitalization.',
    '3: The codes “123” and “00123” differ only by zeros before them, which Excel leaves out.',
    expect.stringMatching(/^4: Excel has changed this code: “4-Mar”/),
    expect.stringMatching(/^5: Excel has changed/),
    expect.stringMatching(/^6: Excel has changed/),
  ])
  // What is there already was meant.
  const kept = [node('1.2E+11', { name: 'K' }), node('a'), node('A')]
  expect(await plan('Name,Code\nK,1.2E+11\na,a\nA,A', kept)).toMatchObject({ warned: [], changes: [], unchanged: 3 })
})

test('a text that was kept in another form is the same, and a cell that is too long says so', async () => {
  const old = [node('Cafe\u0301', { description: 'a\u00a0b' }), node('sub', { parentId: 'id-Cafe\u0301', level: 2 })]
  expect(await plan('Name,Description,ParentName\nCafé,a b,\nsub,,CAFÉ', old)).toMatchObject({
    errors: [],
    changes: [],
    unchanged: 2,
  })
  expect(
    told((await plan(`Name,Code,Description\nA,${'9'.repeat(80)},\n"B\nC",1,\nD,2,${'x'.repeat(50_000)}`)).errors),
  ).toEqual([
    `2: The code must have at most 75 characters: “${'9'.repeat(40)}…”.`,
    '3: The name has a line break: “B C”. If it should have none, a quotation mark is out of place.',
    `5: The description must have at most 150 characters: “${'x'.repeat(40)}…”.`,
  ])
})

test('footers are asked about and never imported by themselves', async () => {
  const file = 'Name,Code\nA,1\nTotal: 1\n'
  expect(await plan(file)).toMatchObject({
    changes: [{ code: '1' }],
    warned: [
      {
        line: 3,
        message: expect.stringMatching(/“Total: 1” looks like a footer and is left out.*Import these lines too/),
      },
    ],
  })
  const opened = await readSheet(Buffer.from(file), { ...NO_CHOICES, keepsFooters: true }, COST_ACCOUNT_SHEET, 10)
  expect(opened.ok && separateFooters(opened.sheet, () => false)).toHaveLength(2)
  const known = await readSheet(Buffer.from(file), NO_CHOICES, COST_ACCOUNT_SHEET, 10)
  expect(known.ok && separateFooters(known.sheet, ({ texts }) => texts.Name === 'Total: 1')).toHaveLength(2)
})
