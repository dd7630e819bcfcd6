import { expect, it } from 'vitest'
import { readEmail } from './read-email'

it.each([
  'ada@example.com',
  'ada.lovelace+post@mail.example.co.uk',
  'o’neil@example.com'.replace('’', "'"),
  `a@${'b'.repeat(60)}.example`,
])('reads %s', (address) => expect(readEmail(address)).toBe(address))

it.each([
  '',
  'ada',
  'ada@',
  '@example.com',
  'ada@example',
  'ada@example.com, grace@example.com',
  'ada@example.com\nBcc: grace@example.com',
  'Ada <ada@example.com>',
  'ada@exa mple.com',
  'ada..b@example.com',
  `${'a'.repeat(243)}@example.com`,
  null,
  7,
  ['ada@example.com'],
])('refuses %j', (address) => expect(readEmail(address)).toBeNull())
