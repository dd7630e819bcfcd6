import { rmSync } from 'node:fs'
import path from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll } from 'vitest'

/** The command line compiled into one file for a test file: compiling it anew at each call takes most of a second of a core. */
export function useBuiltCli(): string {
  const root = path.resolve(import.meta.dirname, '../..')
  const built = path.join(root, 'node_modules', '.cache', 'indicia', `cli-${process.pid}.mjs`)

  beforeAll(async () => {
    await build({
      entryPoints: [path.join(root, 'cli', 'main.ts')], outfile: built, bundle: true, platform: 'node', format: 'esm', packages: 'external',
      define: { 'import.meta.dirname': JSON.stringify(path.join(root, 'cli')) },
    })
  })
  afterAll(() => rmSync(built))
  return built
}
