import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csvResponse } from './csv-response'
import { guardCell, unguardCell } from './guard-cell'
import { readTable } from './read-table'
import { BYTE_ORDER_MARK, writeLine } from './write-line'

/** Texts that try: formulas, quotes, line breaks, and what begins like them. */
const cell = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.array(fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', '\n', '"', ',', ';', ' ', 'a', '＝', '\u202e'), { maxLength: 8 }).map((parts) => parts.join('')),
)

test('what a spreadsheet would run is made harmless, and comes back as it was', () => {
  for (const text of ['=HYPERLINK("http://x")', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '\nx', '＝1', "'=1", "''=1"]) {
    expect(guardCell(text)).toBe(`'${text}`)
  }
  for (const text of ['', 'Marketing', "'tis", '1=1', "O'Neil"]) expect(guardCell(text)).toBe(text)
  fc.assert(fc.property(cell, (text) => {
    expect(unguardCell(guardCell(text))).toBe(text)
    expect(guardCell(text)).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/)
  }), { numRuns: 1_000 })
})

test('what is written is read again, whatever stands in it', () => {
  const rows = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { maxLength: 6 })
  fc.assert(fc.property(rows, (given) => {
    const table = readTable(BYTE_ORDER_MARK + [['a', 'b', 'c'], ...given].map(writeLine).join(''))
    const trimmed = given.map((row) => row.map((each) => each.replaceAll(/\r\n|\r/g, '\n').trim())).filter((row) => row.some((each) => each !== ''))
    expect(table.ok && table.rows.slice(1).map(({ cells }) => cells)).toEqual(trimmed)
  }), { numRuns: 500 })
})

test('commas, semicolons or tabs, any line ends, lines counted as an editor does', () => {
  for (const [mark, end] of [[',', '\r\n'], [';', '\n'], ['\t', '\r\n'], [',', '\r']] as const) {
    const text = ['Name,Code'.replace(',', mark), `"two${end}lines"${mark}A`, '', `${mark}`, `"say ""hi"""${mark}B`].join(end)
    expect(readTable(`\ufeff${text}`)).toEqual({
      ok: true,
      rows: [
        { line: 1, cells: ['Name', 'Code'] },
        { line: 2, cells: ['two\nlines', 'A'] },
        { line: 6, cells: ['say "hi"', 'B'] },
      ],
    })
  }
})

test('a quotation mark that is never closed is said with its line', () => {
  expect(readTable('Name\n"open\nand on')).toMatchObject({ ok: false, message: expect.stringMatching(/^Line \d/) })
  expect(readTable('Name\na"b"c"')).toMatchObject({ ok: false })
  expect(readTable('')).toEqual({ ok: true, rows: [] })
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
