import { spawn } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureInstalled } from './ensure-installed.mjs'
import { waitForChild } from './wait-for-child.mjs'

// `npm run bench`: what it measures is in bench/; what it needs installed comes first.
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
process.chdir(root)

await ensureInstalled(root)
const child = spawn(process.execPath, ['--import', 'tsx', 'bench/main.ts', ...process.argv.slice(2)], {
  stdio: 'inherit',
})
process.exitCode = (await waitForChild(child)).code ?? 1
