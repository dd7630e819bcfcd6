const SAVE_AS_CSV = 'In Excel, save it as “CSV UTF-8 (Comma delimited)”, and choose that file.'

/** How files that are no text begin, and what they are. */
const BEGINNINGS: { bytes: number[]; is: string }[] = [
  {
    bytes: [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1],
    is: 'a workbook of an older Excel (.xls), or another file of an older Office',
  },
  { bytes: [...Buffer.from('%PDF-')], is: 'a PDF' },
  { bytes: [...Buffer.from('{\\rtf')], is: 'a document in RTF' },
  { bytes: [0x1f, 0x8b], is: 'a packed file (gzip)' },
  { bytes: [0x89, 0x50, 0x4e, 0x47], is: 'a picture (PNG)' },
  { bytes: [0xff, 0xd8, 0xff], is: 'a picture (JPEG)' },
  { bytes: [...Buffer.from('GIF8')], is: 'a picture (GIF)' },
  { bytes: [0xff, 0xfe, 0, 0], is: 'a text in UTF-32' },
  { bytes: [0, 0, 0xfe, 0xff], is: 'a text in UTF-32' },
]

/** What a ZIP file holds, by the names in it. */
const IN_ZIP: { name: string; is: string }[] = [
  { name: 'xl/', is: 'an Excel workbook' },
  { name: 'opendocument.spreadsheet', is: 'an OpenDocument spreadsheet' },
  { name: 'Index/Document.iwa', is: 'a spreadsheet of Numbers' },
  { name: 'word/', is: 'a Word document' },
]

/** Names the actual type of a file that is not a CSV file despite its name; null if it may be one. */
export function nameFileKind(bytes: Buffer): string | null {
  const begins = (start: readonly number[]) => start.every((byte, place) => bytes[place] === byte)
  if (begins([0x50, 0x4b, 0x03, 0x04])) {
    // Its names stand at its end, and the first of them at its beginning.
    const ends = [bytes.subarray(0, 65_536), bytes.subarray(-65_536)]
    const held = IN_ZIP.find(({ name }) => ends.some((end) => end.includes(name)))
    return held
      ? `This is ${held.is}. ${SAVE_AS_CSV}`
      : 'This is a packed file (ZIP). Unpack it, and choose the CSV file in it.'
  }
  const known = BEGINNINGS.find((each) => begins(each.bytes))
  if (known) return `This is ${known.is}. ${SAVE_AS_CSV}`
  const start = bytes
    .toString('latin1', 0, 256)
    .replace(/^\xef\xbb\xbf/, '')
    .trimStart()
    .toLowerCase()
  if (/^<(!doctype html|html|head|body|table|meta|style)\b/.test(start))
    return `This is a web page, whatever its name says. Open it in Excel. ${SAVE_AS_CSV}`
  if (start.startsWith('<?xml')) return `This is XML. ${SAVE_AS_CSV}`
  if (/^(\{\s*"|\[\s*\{)/.test(start)) return 'This is JSON. Save it as a CSV file, and choose that one.'
  return null
}
