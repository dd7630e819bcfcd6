import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/**
 * The process that started this one and, if that is a shell, its parent, usually npm.
 * @returns {{ parent: number, grandparent: number | null }}
 */
export function whoStartedUs() {
  const parent = process.ppid
  const about = describe(parent)
  return { parent, grandparent: about && /(^|\/)(ba|da|a|z)?sh$/.test(about.name) ? about.parent : null }
}

/**
 * The name and the parent of a process; null if the process has ended, and on Windows.
 * @param {number} pid
 * @returns {{ name: string, parent: number } | null}
 */
export function describe(pid) {
  try {
    if (process.platform === 'linux') {
      const [, name = '', parent] = /^\d+ \((.*)\) \S (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? []
      return { name, parent: Number(parent) }
    }
    if (process.platform === 'win32') return null
    const line = execFileSync('ps', ['-o', 'ppid=,comm=', '-p', String(pid)], { encoding: 'utf8' })
    const [, parent, name = ''] = /^(\d+)\s(.*)$/s.exec(line.trim()) ?? []
    return { name: name.trim(), parent: Number(parent) }
  } catch {
    return null
  }
}
