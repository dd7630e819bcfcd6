import type { Params, Value } from './known-parameters'

type Tree = Map<string, Tree | string>

/** Reads a form as Stripe's API is spoken: `metadata[team]=1&line_items[0][quantity]=1`. */
export function readForm(text: string): Params {
  const tree: Tree = new Map()
  for (const [name, value] of new URLSearchParams(text)) {
    const path = [...name.matchAll(/[^[\]]+/g)].map(([part]) => part)
    let at = tree
    for (const part of path.slice(0, -1)) {
      const next = at.get(part)
      const deeper: Tree = next instanceof Map ? next : new Map()
      at.set(part, deeper)
      at = deeper
    }
    at.set(path.at(-1) ?? '', value)
  }
  return plain(tree) as Params
}

function plain(tree: Tree): Value {
  const entries = [...tree].map(([name, value]) => [name, value instanceof Map ? plain(value) : value] as const)
  const isList = entries.length > 0 && entries.every(([name], index) => name === String(index))
  return isList ? entries.map(([, value]) => value) : Object.fromEntries(entries)
}
