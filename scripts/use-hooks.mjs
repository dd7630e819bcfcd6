import { execFileSync } from 'node:child_process'

// `npm install` runs this: git uses the hooks in .githooks, unless the clone has been told otherwise.
try {
  if (git('rev-parse', '--show-toplevel') === process.cwd() && !configured())
    git('config', 'core.hooksPath', '.githooks')
} catch {
  // No git, or no clone: an unpacked archive has no commits to check.
}

/** @param {string[]} args */
function git(...args) {
  return execFileSync('git', args, { stdio: ['ignore', 'pipe', 'ignore'] })
    .toString()
    .trim()
}

function configured() {
  try {
    return git('config', '--get', 'core.hooksPath') !== ''
  } catch {
    return false
  }
}
