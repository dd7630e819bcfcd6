/**
 * Bytes. A price file stays in its form until it is confirmed, and another one can be chosen. JavaScript for
 * next.config.js.
 */
export const MAX_FORM_BYTES = 3 * 1024 * 1024

/** The same for a file of cost accounts: 10 MB, and one of them packed. */
export const MAX_IMPORT_BYTES = 13 * 1024 * 1024
