import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

/** A call: to charge, or to find out what became of a charge; and how many calls with this key came before. */
export type Call = { call: 'charge' | 'find'; key: string; before: number }

/**
 * How the processor behaves: `answer` responds in order; or it fails before or after the charge is made, by silence, a
 * reset, or a 500. `not yet` denies a charge that exists. A function is called after the charge is made (or not) and
 * before the response, and its result is the response.
 */
export type Reaction =
  | 'answer'
  | 'not yet'
  | `${'silence' | 'reset' | '500'} ${'before' | 'after'}`
  | { when: 'before' | 'after'; do: (key: string) => Promise<'answer' | 'reset'> }

export type Charged = { id: string; total: number; status: 'succeeded' | 'declined' }

export type FakeProcessor = {
  url: string
  /** Its books: one charge per key. */
  charges: Map<string, Charged>
  /** How many calls of each kind it got. */
  calls: { charge: number; find: number }
  behave: (how: (call: Call) => Reaction) => void
  close: () => Promise<void>
}

/** Longer than anybody waits for it. */
const SILENCE_MS = 15_000
const DECLINED_CARD = 'test_card_4000000000000002'

/** A processor with books of its own, behind a real socket, that misbehaves on command. */
export async function startFakeProcessor(): Promise<FakeProcessor> {
  const charges = new Map<string, Charged>()
  const seen = new Map<string, number>()
  const calls = { charge: 0, find: 0 }
  let behavior: (call: Call) => Reaction = () => 'answer'

  const server = createServer((request, response) => void answer(request, response).catch(() => response.destroy()))

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url!.startsWith('/refunds/')) return answerRefund(request, response)
    const key = request.url!.slice('/charges/'.length)
    const call = request.method === 'POST' ? 'charge' : 'find'
    const body = await text(request)
    const before = seen.get(key) ?? 0
    seen.set(key, before + 1)
    calls[call]++
    const reaction = behavior({ call, key, before })
    const charge = () => {
      if (call === 'charge' && !charges.has(key)) {
        const { card, total } = JSON.parse(body) as { card: string; total: number }
        charges.set(key, { id: randomUUID(), total, status: card === DECLINED_CARD ? 'declined' : 'succeeded' })
      }
    }
    const breakDown = async (how: string) => {
      if (how === 'silence') await delay(SILENCE_MS, undefined, { ref: false })
      if (how === '500') response.writeHead(500).end()
      else response.destroy()
    }
    if (typeof reaction === 'object') {
      if (reaction.when === 'after') charge()
      if ((await reaction.do(key)) === 'reset') return void response.destroy()
      charge()
    } else if (reaction !== 'answer' && reaction !== 'not yet') {
      const [how, when] = reaction.split(' ') as [string, string]
      if (when === 'after') charge()
      return breakDown(how)
    }
    charge()
    const found = reaction === 'not yet' && call === 'find' ? undefined : charges.get(key)
    if (!found) return void response.writeHead(404).end()
    response
      .writeHead(200, { 'Content-Type': 'application/json' })
      .end(
        JSON.stringify(
          found.status === 'succeeded'
            ? { status: 'succeeded', processorRef: found.id }
            : { status: 'declined', code: 'card_declined', message: 'The card was declined.' },
        ),
      )
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    charges,
    calls,
    behave: (how) => void (behavior = how),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** It gives back what it is asked for: the same refund, however often it is asked. */
async function answerRefund(request: IncomingMessage, response: ServerResponse): Promise<void> {
  await text(request)
  response
    .writeHead(200, { 'Content-Type': 'application/json' })
    .end(JSON.stringify({ status: 'refunded', processorRef: request.url!.slice('/refunds/'.length) }))
}

async function text(request: IncomingMessage): Promise<string> {
  let body = ''
  for await (const chunk of request) body += String(chunk)
  return body
}
