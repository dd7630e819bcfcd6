const last = new Map<string, Promise<unknown>>()

/** Begins work when all earlier work of the same name in this process has ended, however it ended. */
export async function afterEarlier<T>(name: string, work: () => Promise<T>): Promise<T> {
  const earlier = last.get(name)
  const mine = earlier ? earlier.then(work, work) : work()
  last.set(name, mine)
  try {
    return await mine
  } finally {
    if (last.get(name) === mine) last.delete(name)
  }
}
