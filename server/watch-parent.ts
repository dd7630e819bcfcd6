import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

const INTERVAL_MS = 500

/**
 * Calls back when the npm that started us is gone. npm passes no signal on when it is killed, and a shell may stand
 * between it and us. Started without npm, as by a service manager, the parent is nobody to wait for.
 */
export function watchParent(onGone: () => void): void {
  if (!process.env.npm_lifecycle_event) return
  const parent = process.ppid
  const grandparent = isShell(parent) ? parentOf(parent) : null
  const timer = setInterval(() => {
    if (process.ppid === parent && (grandparent === null || parentOf(parent) === grandparent)) return
    clearInterval(timer)
    onGone()
  }, INTERVAL_MS)
  timer.unref()
}

function isShell(pid: number): boolean {
  return /(^|\/)(ba|da|a|z)?sh$/.test(describe(pid)?.name ?? '')
}

function parentOf(pid: number): number | null {
  return describe(pid)?.parent ?? null
}

function describe(pid: number): { name: string; parent: number } | null {
  try {
    if (process.platform === 'linux') {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      const [, name = '', parent] = /^\d+ \((.*)\) \S (\d+)/s.exec(stat) ?? []
      return { name, parent: Number(parent) }
    }
    if (process.platform === 'win32') return null
    const line = execFileSync('ps', ['-o', 'ppid=,comm=', '-p', String(pid)], { encoding: 'utf8' })
    const [, parent, name = ''] = /^\s*(\d+)\s+(.*?)\s*$/.exec(line) ?? []
    return { name, parent: Number(parent) }
  } catch {
    return null
  }
}
