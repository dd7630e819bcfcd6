import { expect, test } from 'vitest'
import { localPath } from './local-path'

test('a path of this site that a cookie can hold, and nothing else', () => {
  for (const ours of ['/', '/print?carrier=usps', `/${'a'.repeat(1_999)}`]) expect(localPath(ours)).toBe(ours)
  for (const other of [
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    '/a b',
    '/\r\nSet-Cookie: x',
    '/\u202e',
    `/${'a'.repeat(2_000)}`,
    null,
    7,
  ]) {
    expect(localPath(other)).toBe('/')
  }
})
