/** How long a request waits for a database that hangs, or for its turn in a pool that is held up, before it is told so. */
export const PATIENCE_MS = 5_000

/** Waits for work, but not for longer than this. The work goes on; only nobody waits for it any more. */
export async function withDeadline<T>(work: Promise<T>, milliseconds: number): Promise<T | 'too late'> {
  let timer: NodeJS.Timeout | undefined
  const deadline = new Promise<'too late'>((resolve) => {
    timer = setTimeout(resolve, milliseconds, 'too late')
  })
  try {
    return await Promise.race([work, deadline])
  } finally {
    clearTimeout(timer)
  }
}

/**
 * Waits for a statement that books something, with patience. One that comes too late throws as a database that is away
 * does: it may yet book, so whoever asked is told to repeat it under the same key.
 */
export async function inTime<T>(booking: Promise<T>): Promise<T> {
  const booked = await withDeadline(booking, PATIENCE_MS)
  if (booked === 'too late') throw Object.assign(new Error('the database took too long to book'), { code: 'ETIMEDOUT' })
  return booked
}
