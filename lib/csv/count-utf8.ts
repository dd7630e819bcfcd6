import { startTimeSlice } from '../time-slice'

const STEP = 65_536

/**
 * The number of non-ASCII characters in UTF-8, the number of invalid bytes, and the position of the first one (-1 for
 * none).
 */
export async function countUtf8(bytes: Uint8Array): Promise<{ whole: number; broken: number; first: number }> {
  const slice = startTimeSlice()
  let [whole, broken, first] = [0, 0, -1]
  for (let at = 0; at < bytes.length;) {
    const end = Math.min(at + STEP, bytes.length)
    while (at < end) {
      if (bytes[at]! < 0x80) {
        at++
        continue
      }
      const length = lengthOf(bytes, at)
      if (length > 0) whole++
      else if (broken++ === 0) first = at
      at += length || 1
    }
    if (slice.isOver()) await slice.yield()
  }
  return { whole, broken, first }
}

/** The bytes of the character that begins there; 0 where none does. */
function lengthOf(bytes: Uint8Array, at: number): number {
  const first = bytes[at]!
  const length =
    first >= 0xc2 && first < 0xe0 ? 2 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xf0 && first < 0xf5 ? 4 : 0
  for (let more = 1; more < length; more++) if ((bytes[at + more]! & 0xc0) !== 0x80) return 0
  const second = bytes[at + 1]!
  const isNone =
    (first === 0xe0 && second < 0xa0) ||
    (first === 0xed && second > 0x9f) ||
    (first === 0xf0 && second < 0x90) ||
    (first === 0xf4 && second > 0x8f)
  return isNone ? 0 : length
}

/** The line of a byte, from 1. */
export async function lineOfByte(bytes: Uint8Array, place: number): Promise<number> {
  const slice = startTimeSlice()
  let line = 1
  for (let at = 0; at < Math.min(place, bytes.length); at++) {
    if (bytes[at] === 10) line++
    if (at % STEP === 0 && slice.isOver()) await slice.yield()
  }
  return line
}
