import { spawn } from 'node:child_process'
import { waitForChild } from './wait-for-child.mjs'

/**
 * Runs a program with one line on the screen, `Building… 6 s`. What the program itself says is shown only when it fails. A
 * signal to us ends it too. With `beside`, other programs run at the same time: the line is printed when the program ends.
 * @param {string} label
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv, shell?: boolean, beside?: boolean }} options
 */
export async function runQuietly(label, command, args, { beside = false, ...options }) {
  const began = Date.now()
  if (!beside) process.stdout.write(`${label}…`)
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
  const { failure } = await waitForChild(child)
  const result = failure === null ? `${Math.round((Date.now() - began) / 1000)} s` : 'failed'
  process.stdout.write(`${beside ? `${label}…` : ''} ${result}\n`)
  if (failure !== null) throw new Error(`${output.trim()}\n${command} ${args.join(' ')}: ${failure}`)
}
