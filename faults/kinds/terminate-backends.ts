import { setTimeout as delay } from 'node:timers/promises'
import postgres from 'postgres'
import type { Fault } from '../fault'

/** Every 50 ms PostgreSQL cuts one of the server's connections, whatever it is at. */
export const terminateBackends: Fault = {
  name: 'pg_terminate_backend every 50 ms',
  async inject(stage, { load }) {
    const superuser = postgres(stage.postgres.superuserUrl('indicia'), { max: 1 })
    const clients = stage.startClients()
    let terminated = 0
    for (const until = Date.now() + load; Date.now() < until; await delay(50)) {
      const cut = await superuser`
        select pg_terminate_backend(pid) from (
          select pid from pg_stat_activity where usename = 'indicia_app' order by state = 'active' desc, random() limit 1) one`
      terminated += cut.length
    }
    await superuser.end()
    await clients.stop()
    return { figures: [`${terminated} connections cut`] }
  },
}
