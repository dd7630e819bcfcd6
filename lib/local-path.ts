/** A path is kept in a cookie, and a browser whose cookies are too long is answered by nobody any more. */
const LONGEST = 2_000

/** A path of this site, or Home: `//elsewhere`, backslashes and whole addresses lead nowhere. */
export function localPath(wanted: unknown): string {
  const isOurs =
    typeof wanted === 'string' &&
    wanted.length <= LONGEST &&
    /^\/(?![/\\])[\x21-\x7e]*$/.test(wanted) &&
    !wanted.includes('\\')
  return isOurs ? wanted : '/'
}
