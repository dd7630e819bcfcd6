import { execFile } from 'node:child_process'
import { readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { processIdentity } from './processes/process-identity.mjs'

type Postmaster = { pid: number; port: number }

/** The live process that holds this cluster, by its `postmaster.pid`; a killed one leaves that file behind. */
export async function findPostmaster(clusterDir: string): Promise<Postmaster | null> {
  const named = await readPidFile(clusterDir)
  return named && (await runsOn(named.pid, clusterDir)) ? named : null
}

/**
 * Removes a `postmaster.pid` whose process id now belongs to another process, as after the restart of a container.
 * PostgreSQL would take that process for its predecessor and refuse to start. If no process has that id, the file
 * stays, because PostgreSQL uses it to find backends of the killed server.
 */
export async function removeMistakenPidFile(clusterDir: string): Promise<void> {
  const named = await readPidFile(clusterDir)
  if (named && processIdentity(named.pid) !== null && !(await runsOn(named.pid, clusterDir))) {
    await rm(pidFile(clusterDir), { force: true })
  }
}

async function readPidFile(clusterDir: string): Promise<Postmaster | null> {
  const text = await readFile(pidFile(clusterDir), 'utf8').catch(() => '')
  const [pid, , , port] = text.split('\n').map(Number)
  return pid && port ? { pid, port } : null
}

function pidFile(clusterDir: string): string {
  return path.join(clusterDir, 'postmaster.pid')
}

/** Whether that process is a living PostgreSQL of this folder. */
async function runsOn(pid: number, clusterDir: string): Promise<boolean> {
  if (processIdentity(pid) === null) return false
  if (process.platform === 'win32') return true
  const command = await commandOf(pid).catch(() => '')
  return command.includes('postgres') && command.includes(path.resolve(clusterDir))
}

async function commandOf(pid: number): Promise<string> {
  if (process.platform === 'linux') return readFile(`/proc/${pid}/cmdline`, 'utf8')
  const { stdout } = await promisify(execFile)('ps', ['-ww', '-o', 'command=', '-p', String(pid)])
  return stdout
}
