import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import postgres from 'postgres'
import type { Fault } from '../fault'
import { copyCluster, startStandby } from '../start-standby'

const BACK_WITHIN_MS = 30_000

/** kill -9 of the primary under load; its synchronous standby takes over, with everything that was acknowledged. */
export const promoteStandby: Fault = {
  name: 'primary killed, synchronous standby promoted',
  async inject(stage, { load }) {
    const problems: string[] = []
    const standbyDir = path.join(stage.folder, 'standby')
    await stage.stopServer()
    await stage.forgetConnections()
    await stage.postgres.stop()
    await copyCluster(stage.databaseDir, standbyDir)
    await stage.startPostgres()
    const primary = stage.postgres
    const standby = await startStandby(standbyDir, stage.databaseDir, primary)
    const superuser = postgres(primary.superuserUrl('postgres'), { max: 1 })
    await superuser`alter system set synchronous_standby_names = '*'`
    await superuser`select pg_reload_conf()`
    const isSynchronous = async () =>
      (await superuser`select from pg_stat_replication where sync_state = 'sync'`).length > 0
    for (const until = Date.now() + 10_000; !(await isSynchronous()) && Date.now() < until; await delay(50));
    if (!(await isSynchronous())) problems.push('the standby did not become synchronous')
    await stage.startServer()

    const clients = stage.startClients()
    await delay(load)
    process.kill(primary.pid, 'SIGKILL')
    await primary.exited
    await Promise.race([superuser.end({ timeout: 0 }), delay(500)])
    const began = Date.now()
    const before = stage.journal.attempts.length
    const promoter = postgres(standby.superuserUrl('postgres'), { max: 1 })
    await promoter`select pg_promote()`
    await promoter.end()
    await stage.moveTo(standby)
    const isBack = () =>
      stage.journal.attempts
        .slice(before)
        .some(({ replies }) => replies.some((each) => each !== 'nothing' && each.status === 201))
    while (!isBack() && Date.now() < began + BACK_WITHIN_MS) await delay(20)
    const back = Date.now() - began
    if (back >= BACK_WITHIN_MS) problems.push(`nothing was acknowledged for ${BACK_WITHIN_MS / 1000} s`)
    await delay(load)
    await clients.stop()
    return { figures: [`first acknowledged ${back} ms after the kill`], problems }
  },
}
