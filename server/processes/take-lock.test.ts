import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { processIdentity } from './process-identity.mjs'
import { takeLock } from './take-lock.mjs'

describe('takeLock', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'indicia-lock-'))
  const file = path.join(folder, 'lock')
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('is held by one at a time and leaves nothing behind', () => {
    const lock = takeLock(file)
    expect(takeLock(file)).toEqual({ heldBy: process.pid })
    if ('release' in lock) lock.release()
    expect(readdirSync(folder)).toEqual([])
  })

  it('names another process that holds it, and takes over when that one is killed', async () => {
    const script = `import { takeLock } from ${JSON.stringify(path.resolve(import.meta.dirname, 'take-lock.mjs'))}
      takeLock(${JSON.stringify(file)}); console.log('held'); setInterval(() => {}, 1000)`
    const args = ['--input-type=module', '-e', script]
    const holder = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    await new Promise((resolve) => holder.stdout.once('data', resolve))
    expect(takeLock(file)).toEqual({ heldBy: holder.pid })
    const gone = new Promise((resolve) => holder.once('exit', resolve))
    holder.kill('SIGKILL')
    await gone
    const lock = takeLock(file)
    expect(lock).toHaveProperty('release')
    if ('release' in lock) lock.release()
  })

  it.each([
    ['a process that has the number of a dead holder', JSON.stringify({ pid: process.pid, identity: 'another time' })],
    ['half a file', '{"pid":'],
  ])('does not believe %s', (_, content) => {
    writeFileSync(file, content)
    const lock = takeLock(file)
    expect(lock).toHaveProperty('release')
    if ('release' in lock) lock.release()
    expect(readdirSync(folder)).toEqual([])
  })
})

it('knows a process by more than its number', () => {
  expect(processIdentity(process.pid)).toBe(processIdentity(process.pid))
  expect(processIdentity(process.pid)).not.toBeNull()
  expect(processIdentity(process.ppid)).not.toBe(processIdentity(process.pid))
  const past = Number(execFileSync(process.execPath, ['-e', 'console.log(process.pid)'], { encoding: 'utf8' }))
  expect(processIdentity(past)).toBeNull()
})
