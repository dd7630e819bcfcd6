import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CostAccountNode } from '../../db/queries/cost-accounts'
import { NO_CHOICES } from '../csv/read-choices'
import { readSheet } from '../csv/read-sheet'
import { COLUMNS, COST_ACCOUNT_SHEET } from './columns'
import { exportCostAccounts } from './export-cost-accounts'
import { cleanText } from '../text/rules/read-text'
import { costAccountNode as node, planFile } from './testing/plan-file'

const HEADS = COLUMNS.join(',')

const open = (csv: string | Buffer, most = 25_000) =>
  readSheet(Buffer.from(csv as string), NO_CHOICES, COST_ACCOUNT_SHEET, most)

async function plan(csv: string | Buffer, tree: CostAccountNode[] = []) {
  const { sheet, read, planned, errors } = await planFile(csv, tree, 25_000)
  return {
    ...planned,
    errors,
    warnings: [...sheet.warnings, ...read.warnings],
    lineWarnings: [...sheet.lineWarnings, ...planned.warnings],
    notes: sheet.notes,
  }
}

test('reads the columns of the trade, and leaves passwords out with a warning', async () => {
  const { changes, errors, warnings } = await plan(`${HEADS}
Marketing,MKT,Mailings,4444,TRUE,TRUE,,
Events,EV,,,FALSE,ACTIVE,Marketing,
Spring,,"Fair, ""big""",,FALSE,inactive,Events,Marketing
`)
  expect(errors).toEqual([])
  expect(warnings).toEqual([expect.stringContaining('of 1 row are left out')])
  expect(changes).toEqual([
    { id: null, code: 'MKT', name: 'Marketing', description: 'Mailings', active: true, parent: null },
    { id: null, code: 'EV', name: 'Events', description: null, active: true, parent: 'MKT' },
    { id: null, code: 'Spring', name: 'Spring', description: 'Fair, "big"', active: false, parent: 'EV' },
  ])
})

test('parents are found in either order, before or after, in the file or in the team', async () => {
  const tree = [node('A', { name: 'Alpha' }), node('B', { name: 'Beta', parentId: 'id-A', level: 2 })]
  for (const above of ['Beta,Alpha', 'Alpha,Beta', 'Beta,', ',Beta']) {
    expect(await plan(`Name,ParentName,NextParentName\nGamma,${above}`, tree)).toMatchObject({
      errors: [],
      changes: [{ parent: 'B' }],
    })
  }
  expect(await plan('Name,ParentName\nTwo,One\nOne,', tree)).toMatchObject({
    errors: [],
    changes: [{ code: 'Two', parent: 'One' }, { code: 'One' }],
  })
})

test('what the file has no column for stays as it is', async () => {
  const tree = [
    node('A', { description: 'Kept', active: false }),
    node('B', { parentId: 'id-A', level: 2, active: false }),
  ]
  expect(await plan('Code,Name\nB,Renamed', tree)).toMatchObject({
    errors: [],
    changes: [{ id: 'id-B', name: 'Renamed', active: false, parent: 'A' }],
    planned: [{ kind: 'change', details: ['Name: B → Renamed'] }],
  })
  expect(await plan('Name,Description\nA,Kept\nB,', tree)).toMatchObject({ errors: [], changes: [], unchanged: 2 })
})

test('each mistake is said with its line', async () => {
  const tree = [
    node('MKT', { name: 'Marketing' }),
    node('EV', { name: 'Events', parentId: 'id-MKT', level: 2 }),
    node('SP', { name: 'Spring', parentId: 'id-EV', level: 3 }),
    node('OFF', { active: false }),
  ]
  for (const [row, words] of [
    [',X,,,,TRUE,,', /Enter a name/],
    [`${'n'.repeat(76)},X,,,,TRUE,,`, /75 characters/],
    [`N,X,${'d'.repeat(151)},,,TRUE,,`, /150 characters/],
    ['"a\nb",X,,,,TRUE,,', /line break/],
    ['N,X,,,,MAYBE,,', /status is “MAYBE”.*TRUE or FALSE/],
    ['N,X,,,,TRUE,Nowhere,', /no “Nowhere”/],
    ['N,X,,,,TRUE,Spring,Events', /three levels/],
    ['Marketing,MKT,,,,TRUE,Spring,Events', /under itself/],
    ['Marketing,MKT,,,,TRUE,OFF,', /three levels|inactive/],
    ['Marketing,NEW,,,,TRUE,,', /another code in the same place/],
    ['N,X,,,,TRUE,OFF,', /inactive/],
    ['Marketing,MKT,,,,FALSE,,', /Give it a row/],
  ] as const) {
    const { errors } = await plan(`${HEADS}\nFine,FINE,,,,TRUE,,\n${row}\n`, tree)
    expect(errors[0], row).toMatchObject({ line: 3, message: expect.stringMatching(words) })
  }
  expect((await plan(`${HEADS}\nA,X,,,,TRUE,,\nB,X,,,,TRUE,,`)).errors).toMatchObject([
    { line: 3, message: 'The code “X” is in line 2 already.' },
  ])
  expect((await plan('Name,ParentName,Code\nA,B,a\nB,A,b')).errors.map(({ line }) => line)).toEqual([2, 3])
})

test('a file that is none is said so', async () => {
  for (const [csv, words] of [
    ['', /empty/],
    ['Code,Status\nX,TRUE', /column with the name/],
    [`${HEADS}\n`, /nothing under it/],
    ['Name,name\nA,B', /Name is there twice/],
    ['Name\n"open', /^Line 2: .*never closed/],
    [`Name\n${'x\n'.repeat(5_001)}`, /more than 5,000 rows/],
  ] as const) {
    expect(await open(csv, 5_000), csv.slice(0, 20)).toMatchObject({
      ok: false,
      errors: [{ message: expect.stringMatching(words) }],
    })
  }
})

test('what was exported and is imported again changes nothing, whatever the names are', async () => {
  const text = fc
    .oneof(
      fc.string({ unit: 'grapheme', maxLength: 20 }),
      fc
        .array(fc.constantFrom("'", '=', '+', '@', '"', ',', ';', 'a', '“', 'ü', '|', 'T'), { maxLength: 6 })
        .map((parts) => parts.join('')),
    )
    .map((each) => cleanText(each.replaceAll('\ufffd', ''), { longest: 75 }))
  const account = fc.record({ name: text, code: text, description: text, active: fc.boolean(), under: fc.nat(20) })
  await fc.assert(
    fc.asyncProperty(fc.array(account, { minLength: 1, maxLength: 20 }), async (accounts) => {
      const tree: CostAccountNode[] = []
      for (const { under, ...texts } of accounts) {
        const parent = tree[under - 1]
        const fits =
          texts.name !== '' && texts.code !== '' && (!parent || (parent.level < 3 && (parent.active || !texts.active)))
        const free = !tree.some(
          (each) => each.code === texts.code || (each.name === texts.name && each.parentId === (parent?.id ?? null)),
        )
        if (fits && free) {
          tree.push({
            ...texts,
            id: `id-${tree.length}`,
            description: texts.description || null,
            parentId: parent?.id ?? null,
            level: (parent?.level ?? 0) + 1,
          })
        }
      }
      fc.pre(tree.length > 0)
      expect(await plan([...exportCostAccounts(tree)].join(''), tree)).toMatchObject({
        errors: [],
        changes: [],
        unchanged: tree.length,
        warnings: [],
        lineWarnings: [],
      })
    }),
    { numRuns: 200 },
  )
})
