export type Lifecycle = ReturnType<typeof createLifecycle>

type Part = { name: string; stop: () => void | Promise<void> }

/**
 * Tracks started parts and stops them once, in reverse order: after a signal, after the death of the parent, after a
 * part ended, or after a failed start.
 */
export function createLifecycle({ print, exit }: { print: (line: string) => void; exit: (code: number) => void }) {
  const parts: Part[] = []
  let starting: Promise<unknown> = Promise.resolve()
  let stopped: Promise<void> | null = null

  async function stopAll(code: number): Promise<void> {
    // A database in the middle of being made is let finish: stopping it then is the same as at any other time.
    await starting.catch(() => undefined)
    for (let part = parts.pop(); part; part = parts.pop()) {
      try {
        await part.stop()
      } catch (error) {
        code = 1
        print(`${part.name} could not be stopped: ${error instanceof Error ? error.message : error}`)
      }
    }
    exit(code)
  }

  function stop(reason: string, code: number): Promise<void> {
    if (!stopped) {
      if (reason) print(reason)
      stopped = stopAll(code)
    }
    return stopped
  }

  return {
    stop,
    /** Runs the start. A stop during the start waits for the current step. */
    run(start: () => Promise<void>): Promise<void> {
      const running = start()
      starting = running
      return running
    },
    isStopping: () => stopped !== null,
    /** Call this between the steps of a start: it ends the start if a stop was requested. */
    checkpoint(): void {
      if (stopped) throw new StoppedWhileStarting()
    },
    /** Registers a started part. Parts stop in reverse order. */
    add(name: string, stopPart: Part['stop']): void {
      parts.push({ name, stop: stopPart })
    },
    /** Stops everything when a part ends unexpectedly. */
    async stopAfter(name: string, ended: Promise<string>): Promise<void> {
      const how = await ended
      if (!stopped) await stop(`${name} ended by itself (${how}).`, 1)
    },
  }
}

export class StoppedWhileStarting extends Error {
  override name = 'StoppedWhileStarting'
}
