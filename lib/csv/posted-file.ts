import type { FormError } from '../form-state'
import type { ImportState } from './import-state'

/** As large as a file may be, and what is said of a larger one. */
export type FileLimit = { mostBytes: number; tooLarge: string }

export type PostedFile = { csv: string; fileName: string; errors: FormError[] }

/** The CSV file that a form brings; the one that it has brought before where none was chosen this time. */
export async function readPostedFile(previous: ImportState, form: FormData, limit: FileLimit): Promise<PostedFile> {
  const file = form.get('file')
  // A browser sends an empty file where none was chosen.
  if (!(file instanceof File) || file.size === 0) {
    return previous?.csv ? keptFile(previous, limit) : wrong('Choose a CSV file that is not empty.')
  }
  if (file.size > limit.mostBytes) return wrong(limit.tooLarge)
  try {
    const csv = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer())
    if (csv.includes('\0')) throw new TypeError('binary')
    return { csv, fileName: file.name.slice(0, 100), errors: [] }
  } catch {
    return wrong('This is no CSV file in UTF-8. In Excel, save it as “CSV UTF-8 (Comma delimited)”.')
  }
}

/** The file that the form's state has carried. It comes from the browser, so it is no better than one just chosen. */
export function keptFile(previous: ImportState, { mostBytes }: FileLimit): PostedFile {
  const isText = typeof previous?.csv === 'string' && typeof previous.fileName === 'string'
  if (!isText || previous.csv === '' || previous.csv.length > mostBytes) return wrong('The file is not there any more. Choose it again.')
  return { csv: previous.csv, fileName: previous.fileName, errors: [] }
}

/** A file that cannot be used, whatever is in it. */
export const wrong = (message: string): PostedFile => ({ csv: '', fileName: '', errors: [{ field: 'file', message }] })
