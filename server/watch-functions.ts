import { watch } from 'node:fs'
import path from 'node:path'
import { FunctionError } from '../db/apply-functions'
import { migrate } from '../db/migrate'

type Options = { root: string; ownerUrl: string; appUrl: string; print: (line: string) => void }

/** An editor writes a file in several steps. */
const SETTLE_MS = 50

/**
 * Applies the SQL functions again whenever a file of db/functions is saved, and prints what it did in one line. SQL that
 * PostgreSQL refuses changes nothing: the line says where it is. For `npm run dev`. Returns how to stop.
 */
export function watchFunctions({ root, ownerUrl, appUrl, print }: Options): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined
  let work = Promise.resolve()
  const apply = async () => {
    const began = performance.now()
    try {
      const { applied, dropped } = await migrate({ ownerUrl, appUrl })
      const done = [
        ...(applied.length > 0 ? [`applied ${applied.join(', ')}`] : []),
        ...(dropped.length > 0 ? [`dropped ${dropped.join(', ')}`] : []),
      ]
      print(`SQL: ${done.join('; ') || 'no function has changed'} (${Math.round(performance.now() - began)} ms)`)
    } catch (error) {
      print(`SQL: ${error instanceof FunctionError ? '' : 'the functions could not be applied: '}${wordsOf(error)}`)
    }
  }
  const watcher = watch(path.join(root, 'db/functions'), (_, name) => {
    if (!name?.endsWith('.sql')) return
    clearTimeout(timer)
    timer = setTimeout(() => void (work = work.then(apply)), SETTLE_MS)
  })
  watcher.on('error', (error) => print(`SQL: db/functions is not watched any more: ${error.message}`))
  return async () => {
    watcher.close()
    clearTimeout(timer)
    await work
  }
}

const wordsOf = (error: unknown) => (error instanceof Error ? error.message : String(error))
