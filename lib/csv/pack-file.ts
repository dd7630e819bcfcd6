import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'

/** A file as a form carries it until it is confirmed: a table packs to a fraction of itself. */
export async function packFile(bytes: Uint8Array): Promise<string> {
  return (await promisify(gzip)(bytes)).toString('base64')
}

/** The file that was packed; null for anything else, and for what is larger than `mostBytes`, however small it was packed. */
export async function unpackFile(packed: string, mostBytes: number): Promise<Buffer | null> {
  // What cannot be packed at all grows by a third and its header.
  if (packed.length > mostBytes * 1.5 + 1_024) return null
  try {
    return await promisify(gunzip)(Buffer.from(packed, 'base64'), { maxOutputLength: mostBytes })
  } catch {
    return null
  }
}
