import type { FormError } from '../forms/rules/form-state'
import { cleanText } from '../text/rules/read-text'
import type { ImportState } from './import-state'
import { packFile, unpackFile } from './pack-file'

/** The maximum size of a file, and the message for a larger one. */
export type FileLimit = { mostBytes: number; tooLarge: string }

/** `bytes` is null if there are none to read. `file` is the same in the form's encoding. */
export type PostedFile = { bytes: Buffer | null; file: string; fileName: string; errors: FormError[] }

/** The file that a form brings; the one that it has brought before where none was chosen this time. */
export async function readPostedFile(previous: ImportState, form: FormData, limit: FileLimit): Promise<PostedFile> {
  const file = form.get('file')
  // A browser sends an empty file where none was chosen.
  if (!(file instanceof File) || file.size === 0) {
    return previous?.file ? storedFile(previous, limit) : wrong('Choose a CSV file that is not empty.')
  }
  if (file.size > limit.mostBytes) return wrong(limit.tooLarge)
  const bytes = Buffer.from(await file.arrayBuffer())
  return {
    bytes,
    file: await packFile(bytes),
    fileName: cleanText(file.name, { longest: 100 }) || 'The file',
    errors: [],
  }
}

/** The file that the form's state has carried. It comes from the browser, so it is no better than one just chosen. */
export async function storedFile(previous: ImportState, { mostBytes }: FileLimit): Promise<PostedFile> {
  const { file, fileName } = previous ?? {}
  const bytes = typeof file === 'string' && file !== '' ? await unpackFile(file, mostBytes) : null
  if (!bytes || bytes.length === 0) return wrong('The file is not there any more. Choose it again.')
  return { bytes, file, fileName: cleanText(fileName, { longest: 100 }) || 'The file', errors: [] }
}

/** A file that cannot be used, whatever is in it. */
export const wrong = (message: string): PostedFile => ({
  bytes: null,
  file: '',
  fileName: '',
  errors: [{ field: 'file', message }],
})
