import { expect, test } from 'vitest'
import { processorMs } from '../testing/processor-time'
import { choicesField, keyField, textField } from './fields'
import { readForm } from './read-form'

function read(name: string) {
  const form = new FormData()
  form.append('name', name)
  const result = readForm(form, {
    name: textField({ called: 'The name', longest: 75, missing: 'Enter a name.' }),
  })
  const { values, errors } = result.ok ? { values: result.values, errors: [] } : result.state
  return {
    text: result.ok ? result.data.name : '',
    typed: values.name!,
    errors: errors.map(({ field, message }) => `${field}: ${message}`),
  }
}

test('a name of a form is kept as people see it, or refused at its field with what was typed', () => {
  expect(read(' Cafe\u0301\u00a0\r\nEast ')).toEqual({
    text: 'Caf\u00e9 East',
    typed: 'Cafe\u0301\u00a0\r\nEast',
    errors: [],
  })
  expect(read(' \u00a0\u2009 ').errors).toEqual(['name: Enter a name.'])
  const bad = 'Zebra\r\n\u001b[31mkey\u202e'
  expect(read(bad)).toMatchObject({
    text: '',
    typed: bad,
    errors: [expect.stringContaining('The name has a character that cannot be saved (U+001B). It cannot be seen')],
  })
  expect(read('a\0b').errors).toEqual(['name: This contains a character that cannot be saved.'])
  expect(read('x'.repeat(76)).errors).toEqual(['name: The name must have at most 75 characters.'])
})

test('a field of megabytes is cut before it is looked at, and goes back no longer than that', () => {
  const took = processorMs(() => {
    for (const character of ['x', ' ', '\u0301', '\u200b', '📮', '.']) {
      const { typed, errors } = read(`a${character.repeat(1_000_000)}b`)
      expect(errors[0]).toMatch(/^name: This is too long/)
      expect(typed.length).toBeLessThanOrEqual(10_000)
    }
  })
  expect(took).toBeLessThan(2_000)
})

test('a field that is given twice is refused, unless it is a list, and what no field reads is left out', () => {
  const form = new FormData()
  for (const [name, value] of [
    ['key', '0190b3a2-7c1e-7b3a-9c55-1f2e3d4c5b6a'],
    ['scopes', 'write'],
    ['scopes', 'read'],
    ['scopes', 'admin'],
    ['role', 'admin'],
  ] as const)
    form.append(name, value)
  const fields = { key: keyField(), scopes: choicesField(['read', 'write']) }
  expect(readForm(form, fields, ['scopes'])).toEqual({
    ok: true,
    data: { key: '0190b3a2-7c1e-7b3a-9c55-1f2e3d4c5b6a', scopes: ['read', 'write'] },
    values: { key: '0190b3a2-7c1e-7b3a-9c55-1f2e3d4c5b6a', scopes: 'read write' },
  })
  form.append('key', 'x')
  expect(readForm(form, fields, ['scopes'])).toMatchObject({
    ok: false,
    state: { errors: [{ field: 'form', message: expect.stringContaining('a field twice') }] },
  })
})

test('a key that is none of ours is an error of the whole form', () => {
  const form = new FormData()
  form.append('key', 'x')
  expect(readForm(form, { key: keyField() })).toMatchObject({
    ok: false,
    state: { errors: [{ field: 'form', message: 'The form is incomplete. Try again.' }] },
  })
})
