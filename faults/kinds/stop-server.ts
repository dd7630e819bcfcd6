import { setTimeout as delay } from 'node:timers/promises'
import type { Fault } from '../fault'

/** The processor takes its time: somebody is always in the middle of a refill. */
const CHARGE_MS = 300

/** SIGTERM under load: whoever had sent a request is answered in full, and the process ends by itself, in order. */
export const stopServer: Fault = {
  name: 'SIGTERM in the middle',
  async inject(stage, { times }) {
    const problems: string[] = []
    const counts = { answered: 0, cut: 0, refused: 0, late: 0 }
    stage.processor.behave(() => ({ when: 'before', do: () => delay(CHARGE_MS, 'answer' as const) }))
    const clients = stage.startClients()
    let slowest = 0
    for (let n = 0; n < times; n++) {
      await delay(500 + 500 * stage.dice.throw())
      const began = Date.now()
      const underWay = clients.sendings.filter(({ sent, end }) => sent && end === null)
      const later = clients.sendings.length
      const how = await stage.stopServer()
      slowest = Math.max(slowest, Date.now() - began)
      // Next's code for an orderly end: 128 and the signal's number.
      if (how !== 'exit code 143') problems.push(`the server ended with ${how}`)
      const ends = await Promise.all(underWay.map(({ ended }) => ended))
      const answered = ends.filter((end) => end === 'answered').length
      if (ends.length === 0) problems.push('nothing was under way')
      counts.answered += answered
      counts.cut += ends.length - answered
      await stage.startServer()
      // These came too late: refused, or sent into a connection that was just being closed.
      const after = clients.sendings.slice(later)
      counts.refused += after.filter(({ end }) => end === 'refused').length
      counts.late += after.filter(({ end }) => end === 'cut off').length
    }
    await clients.stop()
    stage.processor.behave(() => 'answer')
    if (counts.cut > 0) problems.push(`${counts.cut} requests that had been sent before it were cut off`)
    return {
      figures: [
        `${times} stops`,
        `drained within ${(slowest / 1000).toFixed(1)} s`,
        `of those sent before it ${counts.answered} answered, ${counts.cut} cut off`,
        `of those after it ${counts.refused} refused, ${counts.late} cut off`,
      ],
      problems,
    }
  },
}
