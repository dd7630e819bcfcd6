import { expect, test } from 'vitest'
import { readEmail, readName, readSubject, readVerifiedEmail } from './read-person'

test('a blank name gives way to given and family name, and those to the address', () => {
  // Of the public reports: a provider that sends spaces.
  const blank = { sub: 's18', name: '   ', given_name: 'Gina', family_name: 'Low', email: 'p18@example.com' }
  expect(readName(blank)).toBe('Gina Low')
  for (const name of [null, undefined, '', ' \u00a0\u3000', '\u200b\u200e', '\0', 7, ['Gina'], { first: 'Gina' }]) {
    expect(readName({ ...blank, name })).toBe('Gina Low')
    expect(readName({ ...blank, name, family_name: null })).toBe('Gina')
    expect(readName({ ...blank, name, given_name: '\u200b' })).toBe('Low')
    // Screens show the address.
    expect(readName({ name, email: 'p18@example.com' })).toBeNull()
    expect(readName({ name, preferred_username: 'gina' })).toBe('gina')
    expect(readName({ name })).toBeNull()
  }
})

test('what nobody sees, and what changes the direction of reading, is left out of a name; it has a bound', () => {
  expect(readName({ name: ' Gi\0na\u202e \u001b[31mLow\n' })).toBe('Gina [31mLow')
  expect(readName({ name: 'x'.repeat(100_000) })).toBe('x'.repeat(200))
  expect(readName({ given_name: 'x'.repeat(100_000), family_name: 'y'.repeat(100_000) })).toHaveLength(200)
})

test('an address is one or nothing, and never part of one', () => {
  expect(readEmail({ email: ' Gina@Example.com ' })).toBe('gina@example.com')
  expect(readEmail({ email: ['gina@example.com', 'other@example.com'] })).toBe('gina@example.com')
  expect(readEmail({ upn: 'gina@example.com' })).toBe('gina@example.com')
  expect(readEmail({ email: null, preferred_username: 'gina@example.com' })).toBe('gina@example.com')
  for (const email of [
    '',
    ' ',
    'gina',
    'a@b@c',
    '@b',
    'a@',
    'a b@c',
    'a\0@b',
    'a\u202e@b',
    `${'a'.repeat(300)}@b.example`,
    '@'.repeat(200),
    7,
    {},
    [],
  ]) {
    expect(readEmail({ email }), String(email)).toBeNull()
  }
})

test('only one address that is said to be verified is', () => {
  for (const email_verified of [true, 'true', 'True']) {
    expect(readVerifiedEmail({ email: 'Gina@example.com', email_verified })).toBe('gina@example.com')
    expect(readVerifiedEmail({ email: ['gina@example.com'], email_verified })).toBeNull()
    expect(readVerifiedEmail({ upn: 'gina@example.com', email_verified })).toBeNull()
  }
  for (const email_verified of [false, 'false', 'yes', 1, null, undefined, [true], {}]) {
    expect(readVerifiedEmail({ email: 'gina@example.com', email_verified })).toBeNull()
  }
})

test('a subject is a text or a number, kept to the letter', () => {
  expect(readSubject({ sub: ' auth0|Ab ' })).toBe(' auth0|Ab ')
  expect(readSubject({ sub: 42 })).toBe('42')
  for (const sub of [undefined, null, '', '  ', 'a\0b', 'a\nb', 'a'.repeat(256), 1.5, 2 ** 60, true, ['a'], { a: 1 }]) {
    expect(readSubject({ sub }), String(sub)).toBeNull()
  }
})
