import { spawn, type ChildProcess } from 'node:child_process'
import { get } from 'node:http'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { BOOTING } from './booting'
import { portInUse, portRefused } from './claim-port'
import { StartError } from './start-error'

/** `development` compiles on request and shows saved changes. `production` serves the build. */
export type Mode = 'production' | 'development'

export type NextServer = {
  pid: number
  /** Resolves when the server is gone, with how it ended. */
  exited: Promise<string>
  /** Resolves when `/api/ready` returns 200. */
  ready: () => Promise<void>
  stop: () => Promise<void>
}

const DRAIN_MS = 10_000
const READY_WITHIN_MS = 60_000

/** Starts the application in its own process group. It ends if we are killed. */
export function startNextServer(options: {
  root: string
  port: number
  /** Unset: production. */
  mode?: Mode
  env: NodeJS.ProcessEnv
  /** Where its lines go. */
  say?: (text: string) => void
}): NextServer {
  const { root, port, mode = 'production', say = (text) => void process.stdout.write(text) } = options
  const child = spawn(process.execPath, programOf(mode, root, port), {
    cwd: root,
    env: { ...options.env, NODE_ENV: mode, PORT: String(port), NEXT_TELEMETRY_DISABLED: '1' },
    detached: process.platform !== 'win32',
    // It reports once that it holds the port. The other message is the closing of the channel.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  child.stdout?.on('data', (chunk: Buffer) => say(withoutBanner(String(chunk))))
  const listening = holdErrors(child, options.say ?? ((text) => void process.stderr.write(text)), port)
  const exited = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code}`))
  })
  return {
    pid: child.pid ?? 0,
    exited,
    stop: () => drain(child, exited),
    // Before it listens, another program answers on this port.
    ready: () => listening.then(() => untilReady(child, port)),
  }
}

function programOf(mode: Mode, root: string, port: number): string[] {
  return mode === 'development'
    ? ['--enable-source-maps', path.join(root, 'server/serve-development.mjs')]
    : [path.join(root, 'node_modules/next/dist/bin/next'), 'start', '-p', String(port)]
}

/**
 * Resolves when the child listens. Until then its errors are held back: if another program took the port in the
 * meantime, Next prints a stack trace, and we print one sentence.
 */
function holdErrors(child: ChildProcess, say: (text: string) => void, port: number): Promise<void> {
  let held: string | null = ''
  const release = () => {
    if (held) say(held)
    held = null
  }
  child.stderr?.on('data', (chunk: Buffer) => {
    if (held === null) say(String(chunk))
    else held += String(chunk)
  })
  const listening = new Promise<void>((resolve, reject) => {
    child.on('message', (message) => {
      if (message !== BOOTING) return
      release()
      resolve()
    })
    // After its output has been read to the end.
    child.once('close', () => {
      const code = /\b(?:EADDRINUSE|EACCES|EADDRNOTAVAIL)\b/.exec(held ?? '')?.[0]
      if (code === undefined) release()
      if (code === 'EADDRINUSE') reject(portInUse(port))
      else
        reject(
          code === undefined ? new StartError('The web server ended before it was ready.') : portRefused(port, code),
        )
    })
    child.once('error', reject)
  })
  // Callers that wait for `ready` get the error. Nobody else needs it.
  listening.catch(() => undefined)
  return listening
}

/** Next greets with its version and addresses; ours is the line that counts. The rest is passed on. */
function withoutBanner(text: string): string {
  return text.replace(/^(▲ Next\.js.*|- (Local|Network):.*|✓ (Starting|Ready|Running next\.config).*)\n+/gm, '')
}

async function untilReady(child: ChildProcess, port: number): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS
  for (;;) {
    const { status, body } = await ask(port)
    if (status === 200) return
    if (hasExited(child)) throw new StartError('The web server ended before it was ready.')
    if (Date.now() > deadline) {
      throw new StartError(`The web server was not ready after ${READY_WITHIN_MS / 1000} s: ${status} ${body}`)
    }
    await delay(20)
  }
}

function ask(port: number): Promise<{ status: number; body: string }> {
  return new Promise((resolve) => {
    const request = get({ host: '127.0.0.1', port, path: '/api/ready', agent: false, timeout: 5000 }, (response) => {
      let body = ''
      response.on('data', (chunk) => (body += chunk))
      response.on('close', () => resolve({ status: response.statusCode ?? 0, body: body.slice(0, 500) }))
    })
    request.on('timeout', () => request.destroy(new Error('no answer')))
    request.on('error', (error) => resolve({ status: 0, body: error.message }))
  })
}

/** Lets the requests that are under way finish, within reason. */
async function drain(child: ChildProcess, exited: Promise<string>): Promise<void> {
  if (hasExited(child)) return
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), DRAIN_MS)
  await exited
  clearTimeout(timer)
}

function hasExited(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}
