import { log } from '../log'

/** What makes two events the same. */
type Kind = { event: string } & Record<string, string | number | boolean | null>

type Counted = { kind: Kind; repeats: number; addresses: Set<string> }

const EVERY_MS = 60_000
/** The number of kinds that are counted separately within a minute. Beyond it, all of one event are one kind. */
const MOST_KINDS = 200
/** The number of addresses that are named. An attacker can have any number. */
const MOST_ADDRESSES = 10

// On globalThis: the bundler can give a route its own copy of this module, but there is only one log.
const held = globalThis as { indiciaRepeats?: Map<string, Counted> }

/**
 * Logs the first event of a kind immediately. Repeats within a minute are counted and logged in one line at its end, or
 * when the process ends. Returns whether the event was logged.
 */
export function countRepeats(kind: Kind, address: string, write: () => void): boolean {
  const counts = (held.indiciaRepeats ??= startCounting())
  const one: Kind = counts.size < MOST_KINDS || counts.has(keyOf(kind)) ? kind : { event: kind.event }
  const counted = counts.get(keyOf(one))
  if (counted) {
    counted.repeats++
    if (counted.addresses.size <= MOST_ADDRESSES) counted.addresses.add(address)
    return false
  }
  counts.set(keyOf(one), { kind: one, repeats: 0, addresses: new Set() })
  write()
  return true
}

/** Logs the counts. A kind without new events since the last time is forgotten: its next event is a first one again. */
export function logRepeats(): void {
  // A logged kind moves behind the others.
  const all = Array.from(held.indiciaRepeats ?? [])
  for (const [key, { kind, repeats, addresses }] of all) {
    held.indiciaRepeats!.delete(key)
    if (repeats === 0) continue
    held.indiciaRepeats!.set(key, { kind, repeats: 0, addresses: new Set() })
    const named = [...addresses].slice(0, MOST_ADDRESSES)
    const facts = Object.fromEntries(Object.entries(kind).filter(([, value]) => value !== null))
    log.warn(
      { ...facts, repeats, addresses: named, ...(addresses.size > named.length && { moreAddresses: true }) },
      'security events, counted',
    )
  }
}

function startCounting(): Map<string, Counted> {
  setInterval(logRepeats, EVERY_MS).unref()
  process.once('exit', logRepeats)
  return new Map()
}

const keyOf = (kind: Kind) => JSON.stringify(kind)
