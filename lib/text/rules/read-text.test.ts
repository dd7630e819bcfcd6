import { describe, expect, it } from 'vitest'
import { cleanText, readText } from './read-text'

const read = (value: unknown, lines = false) => {
  const result = readText(value, { longest: 20, lines })
  return result.ok ? result.text : { fault: result.fault }
}

describe('text that is kept', () => {
  it('is trimmed, in NFC, with one kind of space', () => {
    expect(read('  Cafe\u0301 ')).toBe('Caf\u00e9')
    expect(read('Marketing\u00a0East')).toBe('Marketing East')
    expect(read('a\u2009\u202f\u3000 b')).toBe('a b')
    expect(read('\ufeff\u00a0')).toBe('')
  })

  it('has line breaks only where it may', () => {
    expect(read('a\r\nb\tc')).toBe('a b c')
    expect(read('a\r\nb\rc\u2028d\te', true)).toBe('a\nb\nc\nd e')
  })

  it.each([
    ['NUL', 'a\0b', 'U+0000'],
    ['escape', 'a\u001b[31m', 'U+001B'],
    ['C1', 'a\u009bb', 'U+009B'],
    ['right-to-left override', 'a\u202eb', 'U+202E'],
    ['isolate', 'a\u2066b', 'U+2066'],
    ['mark', 'a\u200eb', 'U+200E'],
    ['zero-width space', 'a\u200bb', 'U+200B'],
    ['joiner between letters', 'a\u200db', 'U+200D'],
    ['soft hyphen', 'a\u00adb', 'U+00AD'],
    ['byte order mark inside', 'a\ufeffb', 'U+FEFF'],
    ['half a pair', 'a\ud800b', 'U+D800'],
    ['tag', 'a\u{e0041}b', 'U+E0041'],
    ['Hangul filler', 'a\u3164b', 'U+3164'],
  ])('refuses %s and names it; what cannot be asked again goes without', (_, text, name) => {
    expect(read(text)).toEqual({ fault: `has a character that cannot be saved (${name}).` })
    expect(read(text, true)).toEqual({ fault: `has a character that cannot be saved (${name}).` })
    expect(cleanText(text, { longest: 20 })).toMatch(/^a(b|\[31m)$/)
  })

  it('keeps every writing, and emoji of several people', () => {
    for (const text of ['بريد', 'Почта 📮', '👩‍👩‍👧', '❤️‍🔥', '郵便', 'O’Brien']) {
      expect(read(text)).toBe(text)
      expect(cleanText(text, { longest: 20 })).toBe(text)
    }
  })

  it('counts characters as people do, and says the bound', () => {
    expect(read('📮'.repeat(20))).toBe('📮'.repeat(20))
    expect(read('a'.repeat(21))).toEqual({ fault: 'must have at most 20 characters.' })
    expect(cleanText('📮'.repeat(500), { longest: 20 })).toBe('📮'.repeat(20))
    expect(read(7)).toEqual({ fault: 'must be text.' })
    expect(cleanText({}, { longest: 20 })).toBe('')
  })
})
