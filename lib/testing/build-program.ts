import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { build } from 'esbuild'

const root = path.resolve(import.meta.dirname, '../..')

/** Compiles one of our programs into one file. Compiling it at each start would take most of a second. */
export async function buildProgram(source: string): Promise<string> {
  const folder = path.join(root, 'node_modules', '.cache', 'indicia')
  const built = path.join(folder, `${path.basename(source, '.ts')}-${process.pid}.mjs`)
  mkdirSync(folder, { recursive: true })
  await build({
    entryPoints: [path.join(root, source)],
    outfile: built,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    define: { 'import.meta.dirname': JSON.stringify(path.join(root, path.dirname(source))) },
  })
  return built
}
