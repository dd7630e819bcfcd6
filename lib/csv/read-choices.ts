import { asEncoding } from './encodings'
import type { ImportChoices, ImportState } from './import-state'
import { MOST_CELLS } from './scan-rows'

/** Everything is found out. */
export const NO_CHOICES: ImportChoices = { encoding: null, headersLine: null, columns: null, keepsFooters: false }

/** Reads the choices of the columns form. The result is always valid. */
export function readChoices(form: FormData, previous: ImportState): ImportChoices {
  const columns: string[] = []
  for (let place = 0; place < MOST_CELLS && form.has(`column_${place}`); place++)
    columns.push(String(form.get(`column_${place}`)))
  const chosen = checkChoices({
    encoding: form.get('encoding'),
    headersLine: form.has('heads_line') ? Number(form.get('heads_line')) : null,
    columns,
    keepsFooters: form.get('keeps_footers') === 'yes',
  })
  // Choices for other headers do not apply to these.
  const before = previous?.layout
  const sameHeaders = !before || (before.headersLine === chosen.headersLine && before.encoding === chosen.encoding)
  return sameHeaders ? chosen : { ...chosen, columns: null }
}

/** Choices that come back from the browser. Unknown values are ignored. */
export function checkChoices(given: unknown): ImportChoices {
  const { encoding, headersLine, columns, keepsFooters } = (
    typeof given === 'object' && given !== null ? given : {}
  ) as Record<string, unknown>
  const isList =
    Array.isArray(columns) &&
    columns.length > 0 &&
    columns.length <= MOST_CELLS &&
    columns.every((key) => typeof key === 'string' && key.length <= 40)
  return {
    encoding: asEncoding(encoding),
    headersLine: Number.isSafeInteger(headersLine) && (headersLine as number) >= 0 ? (headersLine as number) : null,
    columns: isList ? (columns as string[]) : null,
    keepsFooters: keepsFooters === true,
  }
}
