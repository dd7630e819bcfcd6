import { NO_CHOICES, checkChoices, readChoices } from './read-choices'
import type { ImportChoices, ImportState } from './import-state'
import { storedFile, readPostedFile, type FileLimit, type PostedFile } from './posted-file'

export type PostedImport = PostedFile & {
  choices: ImportChoices
  /** The person has seen what the file would do, and wants it done. */
  confirms: boolean
}

/**
 * Reads what an import page sent: a file, the meaning of its columns, or the confirmation. The form's state carries the
 * file between steps. It comes from the browser, so the file and the choices are read and checked again each time.
 */
export async function readImportForm(previous: ImportState, form: FormData, limit: FileLimit): Promise<PostedImport> {
  const step = form.get('step')
  if (step === 'import')
    return { ...(await storedFile(previous, limit)), choices: checkChoices(previous?.choices), confirms: true }
  if (step === 'columns')
    return { ...(await storedFile(previous, limit)), choices: readChoices(form, previous), confirms: false }
  const file = await readPostedFile(previous, form, limit)
  const isKept = file.file !== '' && file.file === previous?.file
  return { ...file, choices: isKept ? checkChoices(previous.choices) : NO_CHOICES, confirms: false }
}
