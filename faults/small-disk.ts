import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { Skip } from './fault'

const run = promisify(execFile)

/** Mounts a disk of 160 MB that nobody else uses. Whoever may not mount one skips what needs it. */
export async function mountSmallDisk(): Promise<{ folder: string; unmount: () => Promise<void> }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'indicia-disk-'))
  try {
    await run('mount', ['-t', 'tmpfs', '-o', 'size=160m', 'tmpfs', folder])
  } catch (error) {
    rmSync(folder, { recursive: true })
    throw new Skip(`no small disk can be mounted here: ${(error as Error).message.trim().split('\n').at(-1)}`)
  }
  return {
    folder,
    async unmount() {
      await run('umount', ['-l', folder])
      rmSync(folder, { recursive: true })
    },
  }
}
