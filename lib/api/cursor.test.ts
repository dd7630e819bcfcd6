import { expect, test } from 'vitest'
import { decodeCursor, encodeCursor } from './cursor'

test('a cursor comes back as the position that it was made of', () => {
  for (const position of ['1', '2026-11-27T10:00:00.000001Z,7', 'é', ''])
    expect(decodeCursor('refills', 7, encodeCursor('refills', 7, position))).toBe(position)
  expect(encodeCursor('refills', 7, '1')).toMatch(/^[\w-]{18}$/)
})

test('a cursor of another list or team, cut, changed or made up is none', () => {
  const cursor = encodeCursor('refills', 7, '12345')
  expect(decodeCursor('labels', 7, cursor)).toBeNull()
  expect(decodeCursor('refills', 8, cursor)).toBeNull()
  expect(decodeCursor('refills', 7, cursor.slice(0, -2))).toBeNull()
  expect(decodeCursor('refills', 7, `${cursor.slice(0, -1)}A`)).toBeNull()
  expect(decodeCursor('refills', 7, `${cursor}=`)).toBeNull()
  expect(decodeCursor('refills', 7, Buffer.from('12345').toString('base64url'))).toBeNull()
  expect(decodeCursor('refills', 7, '')).toBeNull()
})
