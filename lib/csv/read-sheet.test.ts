import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { SheetKind } from './find-headers'
import type { ImportChoices } from './import-state'
import { NO_CHOICES, checkChoices } from './read-choices'
import { readSheet } from './read-sheet'

const KIND: SheetKind<'Name' | 'Code' | 'Note'> = {
  columns: [
    { key: 'Name', label: 'Name', headers: ['Account Name', 'Account'] },
    { key: 'Code', label: 'Code', headers: ['Account Code'] },
    { key: 'Note', label: 'Note', headers: [] },
  ],
  missing: (has) => (has('Name') ? null : 'Choose the name.'),
  tooMany: (most) => `More than ${most}.`,
}

async function read(
  file: string | Buffer,
  choices: Partial<ImportChoices> = {},
  most = 1_000,
): Promise<Record<string, unknown>> {
  const opened = await readSheet(Buffer.from(file as string), { ...NO_CHOICES, ...choices }, KIND, most)
  if (!opened.ok)
    return {
      refused: opened.errors.map(({ message }) => message).join(' '),
      errors: opened.errors,
      layout: opened.layout,
    }
  const { sheet } = opened
  return {
    ...sheet,
    cells: sheet.rows.map(({ texts }) => [texts.Name, texts.Code, texts.Note].filter((each) => each !== undefined)),
  }
}

const latin = (text: string) => Buffer.from(text, 'latin1')
const utf16 = (text: string) => Buffer.from(text, 'utf16le')
const swapped = (text: string) => utf16(text).swap16()

describe('encodings', () => {
  test.each([
    ['UTF-8', Buffer.from('Name,Code\nCafé,1'), 'Café'],
    ['UTF-8', Buffer.from('\ufeffName,Code\nCafé,1'), 'Café'],
    ['UTF-16', utf16('\ufeffName\tCode\r\nCafé\t1\r\n'), 'Café'],
    ['UTF-16', utf16('Name\tCode\r\nCafé\t1\r\n'), 'Café'],
    ['UTF-16 (big-endian)', swapped('\ufeffName\tCode\r\nCafé\t1\r\n'), 'Café'],
    ['UTF-16 (big-endian)', swapped('Name\tCode\r\nПочта\t1\r\n'), 'Почта'],
    ['Windows-1252', latin('Name,Code\nCaf\xe9,1'), 'Café'],
    ['Windows-1252', latin('Name,Code\nO\x92Brien \x96 \x93East\x94 \x80,1'), 'O’Brien – “East” €'],
    ['Windows-1252', latin('Name,Code\nS\xc3O PAULO,1'), 'SÃO PAULO'],
    ['Mac OS Roman', latin('Name,Code\nCaf\x8e,1'), 'Café'],
    ['Mac OS Roman', latin('Name,Code\rM\x9fller\r'), 'Müller'],
  ])('%s is found out and said with a cell that shows it', async (label, file, name) => {
    expect(await read(file)).toMatchObject({ rows: [{ texts: { Name: name } }], errors: [] })
    expect((await read(file)).notes).toContain(`Read as ${label}: “${name}”.`)
  })

  test('what has no such character needs no word, and another encoding may be chosen', async () => {
    expect((await read('Name\nA')).notes).toEqual([])
    const file = latin('Name\n\xcf\xee\xf7\xf2\xe0')
    expect(await read(file, { encoding: 'windows-1251' })).toMatchObject({
      cells: [['Почта']],
      layout: { encoding: 'windows-1251' },
    })
    expect(await read(file, { encoding: 'utf-8' })).toMatchObject({
      errors: [{ field: 'encoding', message: expect.stringMatching(/line 2 is not/) }],
      layout: { encoding: 'windows-1252' },
    })
    expect(checkChoices({ encoding: 'evil', headersLine: -1, columns: [7], keepsFooters: 'yes' })).toEqual(NO_CHOICES)
  })

  test.each([
    ['an Excel workbook', Buffer.from('PK\u0003\u0004....xl/workbook.xml'), /an Excel workbook.*CSV UTF-8/],
    ['a document', Buffer.from('PK\u0003\u0004....word/document.xml'), /Word document/],
    ['a ZIP file', Buffer.from('PK\u0003\u0004....'), /ZIP/],
    ['an older workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex'), /older Excel/],
    ['a PDF', Buffer.from('%PDF-1.7\n'), /a PDF/],
    ['a web page', Buffer.from('\ufeff\n<html><table>'), /web page/],
    ['JSON', Buffer.from('[{"Name": "A"}]'), /JSON/],
    ['gzip', gzipSync('Name\nA'), /gzip/],
    ['a zero', Buffer.from('Name\nA\nB\0B'), /^Line 3 has a byte of zero/],
    ['UTF-8 that is damaged', Buffer.concat([Buffer.from('Name\nCafé, ü, ö\n'), latin('Caf\xe9')]), /from line 3 on/],
    ['UTF-16 that is damaged', utf16('\ufeffName\nA\ud800B'), /cannot be read as UTF-16/],
  ])('%s is called by its name', async (_, file, words) => {
    expect(await read(file)).toMatchObject({ refused: expect.stringMatching(words), layout: null })
  })
})

describe('dialects', () => {
  test.each([
    ['Name;Code;Note\nA, B;1;x', 'semicolons'],
    ['Name\tCode\tNote\nA, B\t1\tx', 'tabs'],
    ['Name|Code|Note\nA, B|1|x', 'vertical bars'],
    ['sep=;\r\nName;Code;Note\r\nA, B;1;x', 'semicolons'],
    ['sep=^\nName^Code^Note\nA, B^1^x', 'the mark ^'],
    ['"sep=;";;\nName;Code;Note\nA, B;1;x', 'semicolons'],
    ['List of, accounts\n\nName;Code;Note\nA, B;1;x', 'semicolons'],
  ])('%j', async (file, words) => {
    expect(await read(file)).toMatchObject({
      cells: [['A, B', '1', 'x']],
      errors: [],
      notes: [expect.stringContaining(words), ...(file.startsWith('List') ? [expect.anything()] : [])],
    })
  })

  test('a comma in names of one column is none between cells', async () => {
    expect(await read('Name\nA; B\nC; D')).toMatchObject({ cells: [['A; B'], ['C; D']], errors: [] })
  })

  test('titles above the heads are said, and lines keep their numbers', async () => {
    const file = 'Cost accounts of Acme,,\nExported,2026-11-27,\n\nAccount_Name,ACCOUNT CODE,note\n\nA,1,\n'
    expect(await read(file)).toMatchObject({
      rows: [{ line: 6, texts: { Name: 'A', Code: '1' } }],
      layout: { headersLine: 4, isOpen: false },
      notes: [
        'Lines 1 to 2 stand above the heads and are left out: “Cost accounts of Acme, Exported, 2026-11…”.',
        '“Account_Name” is read as Name, “ACCOUNT CODE” is read as Code.',
      ],
    })
  })
})

describe('rows', () => {
  test('more cells than heads are refused, empty ones and fewer are not', async () => {
    expect(await read('Name,Code\nPress, Events & Co,7,All\nA,1,,,\nB')).toMatchObject({
      errors: [
        {
          line: 2,
          message:
            'This line has 4 cells, and there are 2 heads. Put a text with a comma in it in quotation marks, such as "Press, Events & Co".',
        },
      ],
      cells: [expect.anything(), ['A', '1'], ['B', '']],
      notes: ['Line 4 has fewer cells than the heads: what is missing is read as empty.'],
    })
    expect(await read(`Name,Code\n${','.repeat(5_000)}x`)).toMatchObject({
      errors: [{ line: 2, message: expect.stringMatching(/5,001 cells/) }],
    })
    expect(await read('Name\nA\nB\nC', {}, 2)).toMatchObject({ refused: 'More than 2.' })
  })

  test('a character that was lost before is warned about', async () => {
    expect(await read('Name\nCaf\ufffd')).toMatchObject({
      lineWarnings: [{ line: 2, message: expect.stringContaining('“Caf\ufffd”') }],
    })
  })

  test.each([
    ['Name,Code\nA,1\nTotal: 1', [3]],
    ['Name,Code\nA,1\nTotal,1', [3]],
    ['Name,Code\nA,1\n\n1 rows', [4]],
    ['Name,Code\nA,1\n(1 row affected)\n', [3]],
    ['Name,Code\nTotal accounts: 5,\nA,1\nNumber of rows: 2\nEnd of report', [2, 4, 5]],
    ['Name,Code\nA,1\nName,Code\nB,2', [3]],
    ['Name,Code\nA,1\n\nAcme internal', [4]],
    ['Name,Code\nA,1\nGenerated 2026-11-27 by SendPro', [3]],
    ['Name,Code\nA,1\n\nB\nC,3', []],
    ['Name,Code\nSource,1\nTotal Rewards,2\nItems,12\nSum East,3', []],
  ])('%j has footers in %j', async (file, lines) => {
    const rows = (await read(file)).rows as { line: number; isFooter: boolean }[]
    expect(rows.filter(({ isFooter }) => isFooter).map(({ line }) => line)).toEqual(lines)
  })
})

describe('columns', () => {
  test('what is left out is named with how much it holds', async () => {
    expect(await read('Name,Zone,Empty,\nA,1,,x\nB,2,,')).toMatchObject({
      layout: {
        isOpen: true,
        columns: [
          { header: 'Name', key: 'Name' },
          { header: 'Zone', key: '', values: ['“1”', '“2”'], filled: 2 },
          { key: '' },
          { header: '', filled: 1 },
        ],
      },
      warnings: [
        'The column “Zone” is left out, with 2 values.',
        'Column 4, which has no head, is left out, with 1 value.',
      ],
      notes: ['The column “Empty” is left out: it is empty.'],
    })
  })

  test('of two heads for one column the better known one has it; one that is there twice is asked about', async () => {
    expect(await read('Account,Name,Code\nX,A,1')).toMatchObject({
      cells: [['A', '1']],
      warnings: [expect.stringContaining('“Account”')],
    })
    expect(await read('Name,name\nX,A')).toMatchObject({
      errors: [{ field: 'column_1', message: expect.stringMatching(/as column 1 and as column 2/) }],
      layout: { isOpen: true },
    })
  })

  test('where heads are not known somebody says what they are', async () => {
    const file = 'Kostenstelle;Bezeichnung;Werk\n0100;Vertrieb, Ost;1\n0200;Einkauf;2'
    expect(await read(file)).toMatchObject({
      errors: [{ field: 'columns', message: 'Choose the name.' }],
      layout: {
        columns: [
          { header: 'Kostenstelle', values: ['“0100”', '“0200”'] },
          { header: 'Bezeichnung' },
          { header: 'Werk' },
        ],
        options: [{ key: 'Name' }, { key: 'Code' }, { key: 'Note' }],
      },
    })
    expect(await read(file, { columns: ['Code', 'Name', ''] })).toMatchObject({
      cells: [
        ['Vertrieb, Ost', '0100'],
        ['Einkauf', '0200'],
      ],
      errors: [],
      layout: { isOpen: false },
    })
    expect(await read(file, { columns: ['Code', 'Code', 'constructor'] })).toMatchObject({
      errors: [{ field: 'column_1' }, { field: 'columns' }],
    })
    // A file without heads.
    expect(await read('A,1\nB,2', { headersLine: 0, columns: ['Name', 'Code'] })).toMatchObject({
      cells: [
        ['A', '1'],
        ['B', '2'],
      ],
      layout: { headersLine: 0 },
    })
    expect(await read('x,y\nA,1', { headersLine: 1, columns: ['Name'] })).toMatchObject({ cells: [['A']] })
  })
})

test('every file of people’s is read or refused as it should be', async () => {
  const input = (name: string) => read(readFileSync(new URL(`inputs/${name}.csv`, import.meta.url)))
  expect(await input('comma-in-name')).toMatchObject({
    errors: [{ line: 2, message: expect.stringMatching(/4 cells.*quotation marks/) }],
  })
  expect(await input('smart-quotes')).toMatchObject({
    errors: [{ line: 3, message: expect.stringMatching(/Curly.*“Sales.*two cells/) }],
  })
  expect(await input('sep-line')).toMatchObject({ cells: [['Marketing', '100']], errors: [] })
  expect(await input('utf16-tab')).toMatchObject({ cells: [['Marketing é', '100']], errors: [] })
  expect(await input('windows-1252')).toMatchObject({
    cells: [
      ['Café', '100'],
      ['O’Brien', '200'],
    ],
    notes: ['Read as Windows-1252: “Café”.'],
  })
  expect(await input('open-quote')).toMatchObject({
    refused: expect.stringMatching(/^Line 2: The quotation mark that opens in this line is never closed/),
  })
})
