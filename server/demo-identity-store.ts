import type { Adapter, AdapterPayload } from 'oidc-provider'

type Entry = { payload: AdapterPayload; expiresAt: number }

const SWEEP_ABOVE = 1000

/** Sessions, grants and codes of the demo identity provider, in memory: a restart signs everybody out there. */
export function createDemoIdentityStore(): (model: string) => Adapter {
  const entries = new Map<string, Entry>()

  const live = (key: string) => {
    const entry = entries.get(key)
    if (entry && entry.expiresAt > Date.now()) return entry.payload
    entries.delete(key)
    return undefined
  }
  const sweep = () => {
    for (const [key, entry] of entries) if (entry.expiresAt <= Date.now()) entries.delete(key)
  }
  const findWhere = (model: string, matches: (payload: AdapterPayload) => boolean) => {
    const keys = [...entries.keys()].filter((key) => key.startsWith(`${model}:`))
    return keys.map(live).find((payload) => payload !== undefined && matches(payload))
  }

  return (model) => ({
    async upsert(id, payload, expiresIn) {
      if (entries.size > SWEEP_ABOVE) sweep()
      entries.set(`${model}:${id}`, { payload, expiresAt: expiresIn ? Date.now() + expiresIn * 1000 : Infinity })
    },
    async find(id) {
      return live(`${model}:${id}`)
    },
    async findByUid(uid) {
      return findWhere(model, (payload) => payload.uid === uid)
    },
    async findByUserCode(userCode) {
      return findWhere(model, (payload) => payload.userCode === userCode)
    },
    async consume(id) {
      const payload = live(`${model}:${id}`)
      if (payload) payload.consumed = Math.floor(Date.now() / 1000)
    },
    async destroy(id) {
      entries.delete(`${model}:${id}`)
    },
    async revokeByGrantId(grantId) {
      for (const [key, { payload }] of entries) if (payload.grantId === grantId) entries.delete(key)
    },
  })
}
