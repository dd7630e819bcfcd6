import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect, it } from 'vitest'

const root = path.resolve(import.meta.dirname, '..')
const folder = mkdtempSync(path.join(tmpdir(), 'indicia-lint-'))
afterAll(() => rmSync(folder, { recursive: true }))

it('finds patterns whose time grows faster than their text, in every kind of file and however they are written', async () => {
  const written = {
    'literal.ts': String.raw`export const type = /^json\s*(?:;\s*)?;?\s*$/`,
    'constructed.tsx': String.raw`const part = '[^@]+'; export const email = new RegExp(${'`^${part}@${part}\\\\.${part}$`'}, 'u')`,
    'replaced.mjs': String.raw`export const trim = (text) => text.replace(/\s+$/, '')`,
  }
  for (const [name, text] of Object.entries(written)) writeFileSync(path.join(folder, name), `${text}\n`)
  const oxlint = path.join(root, 'node_modules/oxlint/bin/oxlint')
  const args = [oxlint, '--config', path.join(root, '.oxlintrc.json'), '--format', 'unix', folder]
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root }).catch(
    (error: { stdout: string }) => error,
  )
  for (const name of Object.keys(written)) expect(stdout).toMatch(new RegExp(`${name}:.*regexp\\(no-super-linear`))
})
