import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { prepare } from './prepare.mjs'
import { whoStartedUs } from '../server/processes/who-started-us.mjs'

// `npm start`, and with `--dev` `npm run dev`: Node alone has to be there. What follows is TypeScript from packages that may
// have to come first.
const mode = process.argv.includes('--dev') ? 'development' : 'production'
const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
process.chdir(root)
// Before anything that takes long: npm may be gone by the time that somebody watches it.
const startedBy = whoStartedUs()

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Indicia needs Node 20.19 or later; this is ${process.version}.`)
  process.exit(1)
}

try {
  await prepare(root, mode)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}

const { register } = await import('tsx/esm/api')
register()
const { supervise } = await import('../server/supervise.ts')
await supervise(root, startedBy, mode)
