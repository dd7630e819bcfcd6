import { mkdtempSync } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import path from 'node:path'
import { median } from './median'

const PAGE = 8192
const FLUSHES = 200

/** How long the disk below this folder takes to make 8 KB durable (write and fdatasync): the median in milliseconds. */
export async function measureFlush(folder: string): Promise<number> {
  const own = mkdtempSync(path.join(folder, 'flush-'))
  const file = await open(path.join(own, 'pages'), 'w')
  try {
    // As PostgreSQL's log: pages of a file that is already there, so that only their content has to reach the disk.
    await file.write(Buffer.alloc(PAGE * FLUSHES))
    await file.sync()
    const page = Buffer.alloc(PAGE, 1)
    const times: number[] = []
    for (let index = 0; index < FLUSHES; index++) {
      const began = performance.now()
      await file.write(page, 0, PAGE, index * PAGE)
      await file.datasync()
      times.push(performance.now() - began)
    }
    return median(times)
  } finally {
    await file.close()
    await rm(own, { recursive: true, force: true })
  }
}
