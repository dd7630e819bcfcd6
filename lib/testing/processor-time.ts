/** The maximum time that a reader of outside text can block the event loop. */
const MOST_MS = 50

/** The CPU time of `work` below on the machine where the limit was set. */
const REFERENCE_MS = 2.7

/**
 * The longest time in milliseconds during which `work` blocked the event loop. It is CPU time, so other programs do not
 * change it. A reader that throws has also read.
 */
export async function longestBlock(work: () => unknown): Promise<number> {
  let longest = 0
  let since = process.cpuUsage()
  let isDone = false
  const look = () => {
    const { user, system } = process.cpuUsage(since)
    longest = Math.max(longest, (user + system) / 1000)
    since = process.cpuUsage()
  }
  const watch = () => {
    look()
    if (!isDone) setImmediate(watch)
  }
  setImmediate(watch)
  try {
    await work()
  } catch {
    // How long it took is what counts.
  }
  look()
  isDone = true
  return longest
}

/** The limit on this machine, in milliseconds. */
export function blockLimitMs(): number {
  return MOST_MS * slowness()
}

/**
 * How many milliseconds of the processor `work` takes, counted on the machine on which the limits were set. A clock would
 * count what other programs do, too.
 */
export function processorMs(work: () => void): number {
  const since = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(since)
  return (user + system) / 1000 / slowness()
}

/** How many times longer this machine takes for a fixed piece of work; 1 for a faster one. */
function slowness(): number {
  const rows = JSON.stringify(
    Array.from({ length: 8_000 }, (_, at) => ({ at, name: `row ${at}`, text: 'é'.repeat(40) })),
  )
  const times = Array.from({ length: 7 }, () => {
    const since = process.cpuUsage()
    JSON.parse(rows)
    rows.normalize('NFC').split('\u0001')
    const { user, system } = process.cpuUsage(since)
    return (user + system) / 1000
  })
  return Math.max(1, Math.min(...times) / REFERENCE_MS)
}
