import { cpSync, existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { runQuietly } from '../scripts/run-quietly.mjs'

const SOURCES = [
  'app',
  'lib',
  'db',
  'server',
  'proxy.ts',
  'instrumentation.ts',
  'next.config.js',
  'postcss.config.mjs',
  'tsconfig.json',
  'package.json',
]

/** Where the copy is; ignored by git, as every folder of that name. */
const copyOf = (root: string) => path.join(root, '.data-bench')

/**
 * Builds a copy of the application with the yardsticks in it, and returns its folder. The product and its own build
 * then contain nothing of a benchmark. The copy is inside this checkout because Next does not leave the root of a
 * project.
 */
export async function buildCopy(root: string): Promise<string> {
  const copy = copyOf(root)
  mkdirSync(copy, { recursive: true })
  for (const source of SOURCES) {
    rmSync(path.join(copy, source), { recursive: true, force: true })
    cpSync(path.join(root, source), path.join(copy, source), {
      recursive: true,
      filter: (file) => !/\.test\.[a-z]+$/.test(file),
    })
  }
  const packages = path.join(copy, 'node_modules')
  if (!existsSync(packages)) symlinkSync(path.join(root, 'node_modules'), packages, 'junction')
  cpSync(path.join(root, 'bench/empty-page.tsx'), path.join(copy, 'app/empty/page.tsx'))
  cpSync(path.join(root, 'bench/yardstick-page.tsx'), path.join(copy, 'app/yardstick/page.tsx'))
  cpSync(path.join(root, 'bench/yardstick-route.ts'), path.join(copy, 'app/api/yardstick/route.ts'))
  await runQuietly('Building', process.execPath, [path.join(root, 'node_modules/next/dist/bin/next'), 'build'], {
    cwd: copy,
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
  })
  return copy
}

/** Takes the copy away, the link to the packages first. */
export function removeCopy(root: string): void {
  rmSync(path.join(copyOf(root), 'node_modules'), { force: true })
  rmSync(copyOf(root), { recursive: true, force: true })
}
