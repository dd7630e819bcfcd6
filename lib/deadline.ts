/** How long a request waits for a database that hangs, or for a connection, before it fails. */
export const PATIENCE_MS = 5_000

/** What became of work by its deadline. */
export type Timed<T> = { ok: true; value: T } | { ok: false; reason: 'too_late' }

/** Waits for work until a deadline. The work continues after it without a waiter. */
export async function withDeadline<T>(work: Promise<T>, milliseconds: number): Promise<Timed<T>> {
  let timer: NodeJS.Timeout | undefined
  const deadline = new Promise<Timed<T>>((resolve) => {
    timer = setTimeout(resolve, milliseconds, { ok: false, reason: 'too_late' })
  })
  try {
    return await Promise.race([work.then((value): Timed<T> => ({ ok: true, value })), deadline])
  } finally {
    clearTimeout(timer)
  }
}

/**
 * Waits for a statement that books something. After five seconds it throws the error of an unreachable database. The
 * statement may still book, so the caller must repeat it with the same key.
 */
export async function inTime<T>(booking: Promise<T>): Promise<T> {
  const booked = await withDeadline(booking, PATIENCE_MS)
  if (!booked.ok) throw Object.assign(new Error('the database took too long to book'), { code: 'ETIMEDOUT' })
  return booked.value
}
