import { expect, test } from 'vitest'
import { readTexts } from '../form-state'
import { readField } from './read-field'

function read(name: string) {
  const form = new FormData()
  form.append('name', name)
  const { values, errors } = readTexts(form, ['name'])
  const text = readField(values, errors, 'name', { called: 'The name', longest: 75, missing: 'Enter a name.' })
  return { text, typed: values.name, errors: errors.map(({ field, message }) => `${field}: ${message}`) }
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
    errors: [expect.stringContaining('The name has a character that cannot be kept (U+001B). It cannot be seen')],
  })
  expect(read('a\0b').errors).toEqual(['name: This contains a character that cannot be saved.'])
  expect(read('x'.repeat(76)).errors).toEqual(['name: The name must have at most 75 characters.'])
})

test('a field of megabytes is cut before it is looked at, and goes back no longer than that', () => {
  const started = performance.now()
  for (const character of ['x', ' ', '\u0301', '\u200b', '📮', '.']) {
    const { typed, errors } = read(`a${character.repeat(1_000_000)}b`)
    expect(errors[0]).toMatch(/^name: This is longer than anything that fits here/)
    expect(typed.length).toBeLessThanOrEqual(10_000)
  }
  expect(performance.now() - started).toBeLessThan(2_000)
})
