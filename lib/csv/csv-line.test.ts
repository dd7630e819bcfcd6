import { expect, test } from 'vitest'
import { csvLine } from './csv-line'

test('quotes what needs it, and ends a record as RFC 4180 has it', () => {
  expect(csvLine(['a', 'b,c', 'say "hi"', 'two\nlines', null, 12])).toBe('a,"b,c","say ""hi""","two\nlines",,12\r\n')
})

test.each(['=HYPERLINK("http://evil")', '+1+1', '-1+1', '@SUM(A1)', '\t=1', ' =1', '\n=1', '＝1', '＋1', '－1', '＠1'])('makes %j harmless', (text) => {
  expect(csvLine([text]).replace(/^"/, '')).toMatch(/^'/)
})

test.each(['-5.00', '0.73', '-12'])('leaves the number %s one', (text) => {
  expect(csvLine([text])).toBe(`${text}\r\n`)
})
