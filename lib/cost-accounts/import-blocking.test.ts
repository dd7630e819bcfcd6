import { expect, test } from 'vitest'
import type { CostAccountNode } from '../../db/queries/cost-accounts'
import { NO_CHOICES } from '../csv/read-choices'
import { readSheet } from '../csv/read-sheet'
import { separateFooters } from '../csv/separate-footers'
import { longestBlock, blockLimitMs } from '../testing/processor-time'
import { COST_ACCOUNT_SHEET } from './columns'
import { exportCostAccounts } from './export-cost-accounts'
import { planImport } from './plan-import'
import { readCostAccounts } from './read-cost-accounts'

async function importAll(file: Buffer, tree: CostAccountNode[] = []) {
  const opened = await readSheet(file, NO_CHOICES, COST_ACCOUNT_SHEET, tree.length + 30_000)
  if (!opened.ok) return opened
  const { rows, errors } = await readCostAccounts(separateFooters(opened.sheet, () => false))
  return { ...(await planImport(rows, tree)), read: errors }
}

const MB = 1024 * 1024
const rows = (many: number, row: (at: number) => string) =>
  Buffer.from(`Name,Code,ParentName\n${Array.from({ length: many }, (_, at) => row(at)).join('\n')}`)

const WORST: [string, Buffer][] = [
  ...[
    '"',
    ',',
    ';',
    '\n',
    '\r',
    '\t',
    ' ',
    "'",
    '=',
    '“',
    '|',
    'a',
    '\u0301',
    '="',
    '",',
    '"\n',
    '" ',
    'é\n',
    '0,',
  ].map((text): [string, Buffer] => [
    JSON.stringify(text),
    Buffer.concat([Buffer.from('Name,Code\n'), Buffer.alloc(MB, text)]),
  ]),
  ...[0xff, 0xe9, 0x8e, 0].map((byte): [string, Buffer] => [`byte ${byte}`, Buffer.alloc(MB, byte)]),
  ['zeros in UTF-16', Buffer.from(`\ufeff${'"'.repeat(MB / 2)}`, 'utf16le')],
  ['rows under one parent', rows(5_000, (at) => `N${at},C${at},${at === 0 ? '' : 'N0'}`)],
  ['rows of one name under one', rows(5_000, (at) => `Same,C${at},Same`)],
  ['a chain', rows(5_000, (at) => `N${at},C${at},${at === 0 ? '' : `N${at - 1}`}`)],
  ['a chain backwards', rows(5_000, (at) => `N${at},C${at},${at === 4_999 ? '' : `N${at + 1}`}`)],
  ['a circle', rows(5_000, (at) => `N${at},C${at},N${(at + 1) % 5_000}`)],
  ['circles of two', rows(5_000, (at) => `N${at},C${at},N${at % 2 === 0 ? at + 1 : at - 1}`)],
  [
    'names that differ by case',
    rows(
      5_000,
      (at) =>
        `${[...'abcdefghijklmn'].map((letter, bit) => ((at >> bit) % 2 ? letter.toUpperCase() : letter)).join('')},C${at},ABCDEFGHIJKLMN`,
    ),
  ],
  ['one code', rows(5_000, () => 'N,C,')],
]

test.each(WORST)('the worst file holds nobody up: %s', async (_, file) => {
  let least = Infinity
  // The first time it is compiled, too; and the garbage of the file before may be cleared at any time.
  for (let turn = 0; turn < 10 && least > blockLimitMs(); turn++)
    least = Math.min(least, await longestBlock(() => importAll(file)))
  expect(least).toBeLessThan(blockLimitMs())
})

test('an export of twenty thousand comes back whole, and changes nothing', async () => {
  const tree: CostAccountNode[] = Array.from({ length: 20_000 }, (_, at) => ({
    id: `id-${at}`,
    code: `${at}`.padStart(75, 'c'),
    name: `${at}`.padStart(75, 'n'),
    description: 'd'.repeat(150),
    active: true,
    parentId: at < 100 ? null : `id-${at % 100}`,
    level: at < 100 ? 1 : 2,
  }))
  const file = Buffer.from([...exportCostAccounts(tree)].join(''))
  const imported = await importAll(file, tree)
  expect(imported).toMatchObject({ unchanged: 20_000, changes: [], errors: [], warnings: [], read: [] })
  expect(file.length).toBeLessThan(10 * MB)
})
