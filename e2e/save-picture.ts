import { mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

type Sharp = (picture: Buffer) => {
  png(options: { palette: boolean; effort: number }): { toFile(file: string): Promise<unknown> }
}

/** Keeps a picture for README or Help, with a palette of its own: a third of the bytes. What makes it is Next's, not ours. */
export async function savePicture(file: string, picture: Buffer): Promise<void> {
  const ofNext = createRequire(createRequire(import.meta.url).resolve('next/package.json'))
  const sharp = ofNext('sharp') as Sharp
  mkdirSync(path.dirname(file), { recursive: true })
  await sharp(picture).png({ palette: true, effort: 10 }).toFile(file)
}
