/** The encodings of files, by the names of the Encoding Standard. The browser uses this file too. */
export const ENCODINGS = [
  { value: 'utf-8', label: 'UTF-8' },
  { value: 'utf-16le', label: 'UTF-16' },
  { value: 'utf-16be', label: 'UTF-16 (big-endian)' },
  { value: 'windows-1252', label: 'Windows-1252' },
  { value: 'macintosh', label: 'Mac OS Roman' },
  { value: 'windows-1250', label: 'Windows-1250 (Central European)' },
  { value: 'windows-1251', label: 'Windows-1251 (Cyrillic)' },
] as const

export type Encoding = (typeof ENCODINGS)[number]['value']

/** `Windows-1252`. */
export function encodingLabel(encoding: Encoding): string {
  return ENCODINGS.find(({ value }) => value === encoding)!.label
}

/** The encoding of that name; null for an unsupported one. */
export function asEncoding(name: unknown): Encoding | null {
  return ENCODINGS.find(({ value }) => value === name)?.value ?? null
}
