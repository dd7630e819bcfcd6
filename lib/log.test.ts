import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'

it('quotes no secret, whatever an error was given', async () => {
  const DATABASE_URL = 'postgres://app:Hush7734word@db.example.com/indicia'
  const program = `
    const { log } = await import('./lib/log.ts')
    log.error({ err: Object.assign(new Error('Invalid URL'), { input: process.env.DATABASE_URL }) }, 'refused Hush7734word')`
  const args = ['--import', 'tsx', '--input-type=module', '-e', program]
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    cwd: path.resolve(import.meta.dirname, '..'),
    env: { ...process.env, LOG_LEVEL: 'info', DATABASE_URL },
  })
  expect(JSON.parse(stdout)).toMatchObject({
    err: { message: 'Invalid URL', input: '[secret]' },
    msg: 'refused [secret]',
  })
})
