import { startTimeSlice } from '../time-slice'
import { countUtf8, lineOfByte } from './count-utf8'
import { decodeWindows1252 } from './decode-windows-1252'
import { encodingLabel, type Encoding } from './encodings'
import { guessEncoding, markOf } from './guess-encoding'
import { nameFileKind } from './name-file-kind'

export type DecodedFile =
  /** `isPlain`: nothing in it shows which encoding it has. */
  { ok: true; text: string; encoding: Encoding; isPlain: boolean } | { ok: false; message: string }

const SAVE_AS = 'In Excel, save it as “CSV UTF-8 (Comma delimited)”.'

/** The text of a file in the chosen encoding, or in the detected one. */
export async function decodeFile(bytes: Buffer, chosen: Encoding | null): Promise<DecodedFile> {
  const kind = nameFileKind(bytes)
  if (kind) return { ok: false, message: kind }
  const encoding = chosen ?? (await guessEncoding(bytes))
  if (!encoding)
    return {
      ok: false,
      message: `The file is damaged: most of it is UTF-8, but from line ${await badLine(bytes)} on not all. Save it once more. ${SAVE_AS}`,
    }
  const text = await decode(bytes, encoding)
  if (text === null) {
    const where = encoding === 'utf-8' ? `line ${await badLine(bytes)} is not` : 'it is not'
    return { ok: false, message: `The file cannot be read as ${encodingLabel(encoding)}: ${where}. ${SAVE_AS}` }
  }
  const nul = text.indexOf('\0')
  if (nul >= 0)
    return {
      ok: false,
      message: `Line ${await lineOfByte(Buffer.from(text.slice(0, nul)), Infinity)} has a byte of zero, which no text has: this is no CSV file, or it is damaged. ${SAVE_AS}`,
    }
  return { ok: true, text, encoding, isPlain: !/[^\0-\x7f]/.test(text) }
}

const STEP = 65_536

/** Null if the bytes are not valid in that encoding. A byte order mark is removed. */
async function decode(bytes: Buffer, encoding: Encoding): Promise<string | null> {
  const decoder = encoding === 'windows-1252' ? null : new TextDecoder(encoding, { fatal: true, ignoreBOM: true })
  const slice = startTimeSlice()
  const parts: string[] = []
  try {
    for (let at = markOf(bytes, encoding); at < bytes.length; at += STEP) {
      const part = bytes.subarray(at, at + STEP)
      parts.push(decoder ? decoder.decode(part, { stream: true }) : decodeWindows1252(part))
      if (slice.isOver()) await slice.yield()
    }
    return parts.join('') + (decoder?.decode() ?? '')
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}

/** The first line that is not UTF-8. */
const badLine = async (bytes: Buffer) => lineOfByte(bytes, (await countUtf8(bytes)).first)
