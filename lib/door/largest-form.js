/** Bytes. A price file travels with its form until it is confirmed, and another one may be chosen meanwhile. In JavaScript for next.config.js. */
export const LARGEST_FORM = 3 * 1024 * 1024

/** The same for a file of cost accounts: 10 MB, and one of them packed. */
export const LARGEST_IMPORT = 13 * 1024 * 1024
