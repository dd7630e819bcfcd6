/** A cookie stores the path, and servers refuse a browser whose cookies are too long. */
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
