import { rmSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { buildProgram } from './build-program'

/** The command line, compiled for a test file. */
export function useBuiltCli(): string {
  const built = path.resolve(import.meta.dirname, '../../node_modules/.cache/indicia', `main-${process.pid}.mjs`)
  beforeAll(() => buildProgram('cli/main.ts'))
  afterAll(() => rmSync(built))
  return built
}
