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
