/** @type {NodeJS.Signals[]} */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP']

/**
 * Waits until a program ends. A signal to us ends it, and then us. `code` is its exit code, null if it has none; `failure`
 * says how it ended, null if it went well.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<{ code: number | null, failure: string | null }>}
 */
export async function waitForChild(child) {
  const ended = endOf(child)
  const forward = (/** @type {NodeJS.Signals} */ signal) => {
    child.kill(signal)
    void ended.finally(() => process.exit(1))
  }
  for (const signal of SIGNALS) process.once(signal, forward)
  const end = await ended
  for (const signal of SIGNALS) process.off(signal, forward)
  return end
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<{ code: number | null, failure: string | null }>}
 */
function endOf(child) {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: null, failure: error.message }))
    child.once('close', (code, signal) =>
      resolve({ code, failure: code === 0 ? null : (signal ?? `exit code ${code}`) }),
    )
  })
}
