import { setTimeout as delay } from 'node:timers/promises'
import postgres from 'postgres'
import type { Reaction } from '../fake-processor'
import type { Fault } from '../fault'

const BROKEN: Reaction[] = ['silence before', 'silence after', 'reset before', 'reset after', '500 before', '500 after']

/** One in three first calls fails. Calls for the same charge do not fail forever. */
export const processorFails: Fault = {
  name: 'processor silent, resetting, 500 before and after charging',
  async inject(stage, { load }) {
    let broken = 0
    stage.processor.behave(({ call, before }) => {
      if (before > 1 || !stage.dice.chance(0.35)) return 'answer'
      broken++
      if (call === 'find' && stage.dice.chance(0.5)) return 'not yet'
      return stage.dice.one(BROKEN)
    })
    const clients = stage.startClients()
    await delay(load)
    await clients.stop()
    return { figures: [`${broken} answers broken`] }
  },
}

/**
 * The processor reports twice and out of order. For each response it also sends webhooks before and after it, and the
 * decline of an earlier attempt after that.
 */
export const processorRepeats: Fault = {
  name: 'processor answers twice and out of order',
  async inject(stage, { load }) {
    // The verbs that a webhook calls, by the application's own login.
    const app = postgres(stage.postgres.appUrl, { max: 4 })
    let reports = 0
    const report = async (key: string) => {
      const [refill] = await stage.owner<{ team_id: number }[]>`select team_id from refills where id = ${key}`
      const succeeded = stage.processor.charges.get(key)?.status === 'succeeded'
      reports++
      if (succeeded)
        await app`select settle_refill(
        p_team => ${refill!.team_id}, p_refill => ${key}, p_processor_ref => 'reported')`
      await app`select fail_refill(
        p_team => ${refill!.team_id}, p_refill => ${key}, p_code => 'card_declined',
        p_message => 'An earlier attempt was declined.')`
    }
    const later: Promise<unknown>[] = []
    stage.processor.behave(({ call }) => {
      if (call === 'find') return 'answer'
      return {
        when: 'after',
        async do(key) {
          if (stage.dice.chance(0.5)) await report(key)
          later.push(
            delay(50 * stage.dice.throw())
              .then(() => report(key))
              .then(() => report(key)),
          )
          return 'answer'
        },
      }
    })
    const clients = stage.startClients()
    await delay(load)
    await clients.stop()
    await Promise.all(later)
    stage.processor.behave(() => 'answer')
    await app.end()
    return { figures: [`${reports} reports beside the answers`] }
  },
}
