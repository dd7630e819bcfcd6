import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvResponse } from './csv-response'
import { guardCell, unguardCell } from './guard-cell'
import { scanRows } from './scan-rows'
import { writeLine } from './write-line'

/** Texts that try: formulas, quotes, line breaks, and what begins like them. */
const cell = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc
    .array(fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', '\n', '"', ',', ';', ' ', 'a', '＝', '\u202e'), {
      maxLength: 8,
    })
    .map((parts) => parts.join('')),
)

test('what a spreadsheet would run is made harmless, and comes back as it was', () => {
  for (const text of ['=HYPERLINK("http://x")', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '\nx', '＝1', "'=1", "''=1"]) {
    expect(guardCell(text)).toBe(`'${text}`)
  }
  for (const text of ['', 'Marketing', "'tis", '1=1', "O'Neil"]) expect(guardCell(text)).toBe(text)
  fc.assert(
    fc.property(cell, (text) => {
      expect(unguardCell(guardCell(text))).toBe(text)
      expect(guardCell(text)).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/)
    }),
    { numRuns: 1_000 },
  )
})

/** All rows of a text, or the line and the words of what keeps it from being read. */
function scan(text: string, delimiter = ',') {
  const rows: { line: number; cells: string[]; fault: string | null }[] = []
  for (const scanned = scanRows(text, delimiter); ;) {
    const { done, value } = scanned.next()
    if (done) return value ?? rows.map(({ line, cells, fault }) => (fault ? { line, fault } : { line, cells }))
    if (value) rows.push(value)
  }
}

test('what is written is read again, whatever stands in it', () => {
  const rows = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { maxLength: 6 })
  fc.assert(
    fc.property(rows, (given) => {
      const trimmed = given
        .map((row) => row.map((each) => each.replaceAll(/\r\n|\r/g, '\n').trim()))
        .filter((row) => row.some((each) => each !== ''))
      const read = scan([['a', 'b', 'c'], ...given].map(writeLine).join(''))
      expect(Array.isArray(read) && read.slice(1).map((row) => 'cells' in row && row.cells)).toEqual(trimmed)
    }),
    { numRuns: 500 },
  )
})

test('any line ends, spaces around quotation marks, inches, and lines counted as an editor does', () => {
  for (const end of ['\r\n', '\n', '\r']) {
    const text = [
      'Name,Code',
      `"two${end}lines",A`,
      '',
      ',',
      `  "say ""hi""" ,B`,
      '5" x 7" envelopes,C',
      '="00123",="7"',
      '"=""007""",D',
    ].join(end)
    expect(scan(text)).toEqual([
      { line: 1, cells: ['Name', 'Code'] },
      { line: 2, cells: ['two\nlines', 'A'] },
      { line: 6, cells: ['say "hi"', 'B'] },
      { line: 7, cells: ['5" x 7" envelopes', 'C'] },
      { line: 8, cells: ['00123', '7'] },
      { line: 9, cells: ['007', 'D'] },
    ])
  }
  expect(scan('')).toEqual([])
  // An equals sign that was kept is no formula.
  expect(scan(`"'=""00123"""`)).toEqual([{ line: 1, cells: ['="00123"'] }])
})

test('a quotation mark that is out of place is said at the line where it opens', () => {
  for (const [text, line, words] of [
    ['Name\n"open\nand on', 2, /never closed: “"open and on”/],
    ['Name,Code\nA,1\n"Marketing,100\nSales,200\nEast,300\n', 3, /never closed/],
    // The next mark closes it, lines below.
    ['Name,Code\n"Marketing,100\nSales,200\n"East, North",300\n', 2, /not closed where its cell ends/],
    ['Name,Code\n"two\nlines",1\nA,"B,2\nC,"D",3', 4, /not closed where its cell ends/],
    ['Name\n"Sales" East,1', 2, /behind a closing quotation mark: “"Sales" East,1”/],
  ] as const)
    expect(scan(text)).toEqual({ line, message: expect.stringMatching(words) })
  expect(scan('Name\nSales "East",1\nB,2')).toMatchObject([
    { line: 1 },
    { line: 2, fault: expect.stringMatching(/middle of “Sales "East"”/) },
    { line: 3 },
  ])
})

test('curly quotation marks hold nothing together, and a text in straight ones may have them', () => {
  expect(scan('“Sales, East”,200\n„Ost, West“,1\n«A, B»,1')).toMatchObject(
    [1, 2, 3].map((line) => ({ line, fault: expect.stringMatching(/Curly/) })),
  )
  expect(scan('“Marketing”,100\n"“Sales, East”",200\n"“Sales","East”"')).toMatchObject([
    { cells: ['“Marketing”', '100'] },
    { cells: ['“Sales, East”', '200'] },
    { cells: ['“Sales', 'East”'] },
  ])
})

test('a file is made as it is read, and left alone when nobody reads on', async () => {
  let made = 0
  let left = false
  async function* lines() {
    try {
      for (; made < 100_000; made++) yield `${'x'.repeat(98)}\r\n`
    } finally {
      left = true
    }
  }
  const response = csvResponse('x.csv', lines())
  const reader = response.body!.getReader()
  await reader.read()
  expect(made).toBeLessThan(1_000)
  await reader.cancel()
  expect(left).toBe(true)
  expect(response.headers.get('content-disposition')).toBe('attachment; filename="x.csv"')
  expect(response.headers.get('cache-control')).toBe('no-store')
})
