import { expect, test } from 'vitest'
import { processorMs } from '../testing/processor-time'
import { areActionArguments } from './check-action-arguments'
import { checkBody } from './check-body'
import { readMultipart } from './read-multipart'
import { checkRequestHead, type RequestHead } from './check-request-head'

const HOME = 'https://postage.example'
const form = { origin: HOME, 'content-type': 'multipart/form-data; boundary=x' }
const check = (method: string, pathname: string, headers: Record<string, string> = {}) =>
  checkRequestHead({ method, pathname, header: (name) => headers[name] ?? null } satisfies RequestHead, HOME)

test.each([
  ['GET', '/balance', {}, undefined],
  ['HEAD', '/balance', { 'sec-fetch-site': 'cross-site' }, undefined],
  ['POST', '/balance', form, undefined],
  ['POST', '/balance', { ...form, 'sec-fetch-site': 'none' }, undefined],
  ['POST', '/balance', { ...form, 'sec-fetch-site': 'cross-site' }, 403],
  ['POST', '/balance', { ...form, 'sec-fetch-site': 'same-site' }, 403],
  ['POST', '/balance', { ...form, origin: 'null' }, 403],
  ['POST', '/balance', {}, 403],
  ['POST', '/balance', { origin: HOME }, 405],
  ['PUT', '/balance', form, 405],
  ['DELETE', '/icon.svg', {}, 405],
  ['OPTIONS', '/balance', {}, 204],
  ['OPTIONS', '/balance', { 'x-unknown-method': 'TRACE' }, 405],
  ['POST', '/balance', { ...form, 'content-length': '99999999' }, 413],
  ['POST', '/settings/prices/load', { ...form, 'content-length': '99999999' }, 303],
  ['POST', '/balance', { ...form, 'next-action': 'zzz' }, 400],
  ['POST', '/balance', { ...form, 'content-type': 'application/json', 'next-action': '0'.repeat(42) }, 400],
  ['GET', '/_next/image', {}, 404],
  ['GET', '/%ff', {}, 404],
  ['DELETE', '/api/v1/refills', {}, undefined],
] as const)('%s %s %o: %s', (method, path, headers, status) => {
  expect(check(method, path, headers)?.status).toBe(status)
})

test('multipart is read as it was sent, and what is none is none', () => {
  const type = 'multipart/form-data; boundary=----WebKitFormBoundaryX'
  const text = (name: string, value: string) =>
    `------WebKitFormBoundaryX\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
  const end = '------WebKitFormBoundaryX--\r\n'
  const file =
    '------WebKitFormBoundaryX\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\nContent-Type: text/csv\r\n\r\n'
  const body = Buffer.concat([
    Buffer.from(text('a', 'é\r\n\r\nb') + file),
    Buffer.from([0xff, 0xfe, 0]),
    Buffer.from(`\r\n${text('', '')}${end}`),
  ])
  expect(readMultipart(type, body)).toEqual([
    { name: 'a', text: 'é\r\n\r\nb' },
    { name: 'file', text: null },
    { name: '', text: '' },
  ])
  expect(readMultipart('multipart/form-data; boundary="----WebKitFormBoundaryX"', body)).toHaveLength(3)
  expect(readMultipart(type, Buffer.from(end))).toEqual([])
  for (const cut of [1, 5, 40, 100]) expect(readMultipart(type, body.subarray(0, -cut - 3))).toBeNull()
  expect(readMultipart(type, Buffer.from(`${text('a', 'b').repeat(5_001)}${end}`))).toBeNull()
})

test('3 MB of the worst take no time', () => {
  const took = processorMs(() => {
    for (const piece of ['\r\n', '\r\n--', '--x', '\r\n--x\r\n', '--x\r\n\r\n', 'name="', '\r\n\r\n', '[', '"$K1",']) {
      const worst = piece.repeat(Math.floor((3 * 1024 * 1024) / piece.length))
      checkBody(Buffer.from(`--x\r\n${worst}`), 'multipart/form-data; boundary=x', null, null)
      checkBody(
        Buffer.from(`--x\r\nContent-Disposition: form-data; name="0"\r\n\r\n${worst}\r\n--x--`),
        'multipart/form-data; boundary=x',
        `60${'0'.repeat(40)}`,
        null,
      )
      readMultipart(`multipart/form-data; boundary=${piece.repeat(10_000)}`, Buffer.from(worst))
    }
  })
  expect(took).toBeLessThan(3_000)
})

test('arguments are those that a form of ours sends', () => {
  const second = `20${'0'.repeat(40)}`
  const [first, both, none] = ['40', '60', '00'].map((start) => start + '0'.repeat(40)) as [string, string, string]
  for (const [root, action, is] of [
    ['["$undefined","$K1"]', second, true],
    ['[{"values":{}},"$K2"]', both, true],
    ['["$K1"]', first, true],
    ['["id"]', first, true],
    ['[]', none, true],
    ['["$K1"]', second, false],
    ['[1,2,3]', both, false],
    ['[]', first, false],
    ['[null]', first, false],
    ['{}', first, false],
    ['["$F1"]', first, false],
    ['["$K1"', first, false],
    ['', none, false],
    ['[1]', none, false],
  ] as const)
    expect(areActionArguments(root, action), `${root} ${action.slice(0, 2)}`).toBe(is)
})
