import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { findFreePort } from './find-free-port'
import { startNextServer } from './start-next-server'

/** Stands in for Next: listens, then boots; where it cannot, it shows a stack trace and ends, as Next does. */
const NEXT = `
const server = require('node:http').createServer((request, response) => response.end('ready'))
server.on('error', (error) => { console.error(error); process.exit(1) })
server.listen(Number(process.env.PORT), () => { if (process.env.BROKEN) { console.error('broken at boot'); process.exit(1) } process.send('booting'); console.error('warned') })
`

let root = ''
beforeAll(() => {
  root = mkdtempSync(path.join(tmpdir(), 'indicia-next-'))
  const folder = path.join(root, 'node_modules/next/dist/bin')
  mkdirSync(folder, { recursive: true })
  writeFileSync(path.join(folder, 'next'), NEXT)
})
afterAll(() => rmSync(root, { recursive: true }))

function start(port: number, variables: Record<string, string> = {}) {
  let said = ''
  const server = startNextServer({
    root,
    port,
    env: { ...process.env, ...variables },
    say: (text) => void (said += text),
  })
  return { ...server, said: () => said }
}

it('of two starts at once on one port, one serves and the other says so in a sentence', async () => {
  const port = await findFreePort()
  const both = [start(port), start(port)]
  const ends = await Promise.all(
    both.map((server) =>
      server.ready().then(
        () => 'ready',
        (error: Error) => `${error.name}: ${error.message}`,
      ),
    ),
  )
  const winner = both[ends.indexOf('ready')]!
  const loser = both.find((server) => server !== winner)!
  const by = process.platform === 'linux' ? `process ${winner.pid} (` : 'another program'
  expect([...ends].sort()).toEqual([
    expect.stringContaining(`StartError: PORT: should be a free port; ${port} is in use by ${by}`),
    'ready',
  ])
  expect(loser.said()).toBe('')
  expect(await fetch(`http://127.0.0.1:${port}`).then((response) => response.text())).toBe('ready')
  await Promise.all(both.map((server) => server.stop()))
})

it('says what its errors were where it ends before it boots', async () => {
  const server = start(await findFreePort(), { BROKEN: '1' })
  await expect(server.ready()).rejects.toThrow('The web server ended before it was ready.')
  expect(server.said()).toBe('broken at boot\n')
})
