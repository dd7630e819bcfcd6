/** A name that is not read, and the name that was probably meant. */
export type Misspelling = { name: string; meant: string }

const MOST_EDITS = 2

/**
 * Names that differ slightly from one of `known`: in case, in separators (`DATABASE-URL`), or in one or two letters
 * (`OIDC_ISSUR`).
 */
export function findMisspelled(names: readonly string[], known: readonly string[]): Misspelling[] {
  const real = new Set(known)
  return names
    .filter((name) => !real.has(name) && name.length < 100)
    .flatMap((name) => {
      const meant = known.find((candidate) => isNear(name, candidate))
      return meant === undefined ? [] : [{ name, meant }]
    })
}

function isNear(name: string, candidate: string): boolean {
  const [typed, right] = [bare(name), bare(candidate)]
  if (typed === right) return true
  // Short names differ by one letter from names of other programs.
  if (right.length < 7 || (right.length < 10 && typed[0] !== right[0])) return false
  return distance(typed, right) <= (right.length < 10 ? 1 : MOST_EDITS)
}

const bare = (name: string) => name.toUpperCase().replaceAll(/[_.-]/g, '')

/** The number of letters that were omitted, added, changed, or swapped with their neighbor. */
function distance(from: string, to: string): number {
  if (Math.abs(from.length - to.length) > MOST_EDITS) return MOST_EDITS + 1
  let [before, last] = [[] as number[], Array.from({ length: to.length + 1 }, (_, at) => at)]
  for (let row = 1; row <= from.length; row++) {
    const next = [row]
    for (let column = 1; column <= to.length; column++) {
      const changed = last[column - 1]! + (from[row - 1] === to[column - 1] ? 0 : 1)
      let least = Math.min(changed, last[column]! + 1, next[column - 1]! + 1)
      const isSwapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
      if (isSwapped) least = Math.min(least, before[column - 2]! + 1)
      next.push(least)
    }
    ;[before, last] = [last, next]
  }
  return last[to.length]!
}
