/** What Windows-1252 has where Latin-1 has control characters, from 0x80 to 0x9f. */
const WINDOWS_1252 = Uint16Array.from('€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ', (character) =>
  character.charCodeAt(0),
)

/** By hand, because TextDecoder of Node 20 reads it as Latin-1 (nodejs/node 56542). */
export function decodeWindows1252(bytes: Uint8Array): string {
  const units = new Uint16Array(bytes.length)
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!
    units[at] = byte >= 0x80 && byte < 0xa0 ? WINDOWS_1252[byte - 0x80]! : byte
  }
  return Buffer.from(units.buffer).toString('utf16le')
}
