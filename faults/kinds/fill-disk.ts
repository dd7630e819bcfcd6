import { closeSync, ftruncateSync, openSync, rmSync, writeSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Fault } from '../fault'

const CHUNKS = [1024 * 1024, 4096].map((size) => Buffer.alloc(size, 1))

/** The small disk under the database is full for a while, and then is not. */
export const fillDisk: Fault = {
  name: 'disk full',
  async inject(stage, { load }) {
    const problems: string[] = []
    const before = stage.journal.attempts.length
    const clients = stage.startClients()
    await delay(500)
    const ballast = path.join(path.dirname(stage.databaseDir), 'ballast')
    const file = openSync(ballast, 'w')
    // What PostgreSQL gives back meanwhile is taken, too.
    const filling = setInterval(() => fill(file), 50)
    await delay(load)
    clearInterval(filling)
    const refused = stage.journal.attempts
      .slice(before)
      .filter(({ replies }) => replies.some((each) => each !== 'nothing' && each.status === 503)).length
    if (refused === 0) problems.push('nobody was told 503: the disk was not full')
    if ((await stage.ask('/api/health')) !== 200) problems.push('health was not 200')
    ftruncateSync(file, 0)
    closeSync(file)
    rmSync(ballast)
    // An operator starts again what could not even write its log.
    const ended = await Promise.race([stage.postgres.exited, delay(500, null)])
    if (ended !== null) {
      await stage.forgetConnections()
      await stage.startPostgres()
    }
    const began = Date.now()
    while ((await stage.ask('/api/ready')) !== 200 && Date.now() < began + 30_000) await delay(50)
    const back = Date.now() - began
    await delay(500)
    await clients.stop()
    return {
      figures: [
        `${refused} wishes were told 503`,
        ended === null ? 'Postgres stayed' : 'Postgres was started again',
        `ready again after ${back} ms`,
      ],
      problems,
    }
  },
}

function fill(file: number): void {
  for (const chunk of CHUNKS) {
    try {
      while (writeSync(file, chunk) === chunk.length);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
    }
  }
}
