import { setTimeout as delay } from 'node:timers/promises'
import type { Fault } from '../fault'
import type { Stage } from '../stage'

/** Makes the server die at its next passage through a place, and resolves when it has. */
type KillPoint = (stage: Stage) => Promise<void>

/** Kills when the processor is asked, so that the answer, or even the charge, never is. */
const atTheCharge =
  (when: 'before' | 'after'): KillPoint =>
  (stage) =>
    new Promise((resolve) => {
      let sprung = false
      stage.processor.behave(({ call }) => {
        if (sprung || call !== 'charge') return 'answer'
        sprung = true
        return {
          when,
          do: () =>
            stage
              .killServer()
              .then(resolve)
              .then(() => 'reset'),
        }
      })
    })

const afterTheRecord: KillPoint = (stage) =>
  new Promise((resolve) => {
    stage.proxy.onDone('settle_refill', () => void stage.killServer().then(resolve))
  })

const atRandom: KillPoint = async (stage) => {
  await delay(200 + 800 * stage.dice.throw())
  await stage.killServer()
}

const kill = (name: string, killPoint: KillPoint): Fault => ({
  name: `kill -9 ${name}`,
  async inject(stage, { times }) {
    const clients = stage.startClients()
    for (let n = 0; n < times; n++) {
      await killPoint(stage)
      await stage.startServer()
    }
    stage.processor.behave(() => 'answer')
    await clients.stop()
    return { figures: [`${times} kills`] }
  },
})

export const killBeforeCharge = kill('before the charge', atTheCharge('before'))
export const killAfterCharge = kill('after the charge, before its record', atTheCharge('after'))
export const killAfterRecord = kill('after the record, before the reply', afterTheRecord)
export const killAtRandom = kill('at random moments', atRandom)
