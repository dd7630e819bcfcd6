/** A path of this site, or Home: `//elsewhere`, backslashes and whole addresses lead nowhere. */
export function localPath(wanted: unknown): string {
  const isOurs = typeof wanted === 'string' && /^\/(?![/\\])[\x21-\x7e]*$/.test(wanted) && !wanted.includes('\\')
  return isOurs ? wanted : '/'
}
