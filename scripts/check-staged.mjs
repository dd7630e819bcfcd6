import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

// The pre-commit hook: the format and the lint rules of the staged files alone. It changes nothing.
const FORMATTED = /\.(?:ts|tsx|mjs|cjs|js|json|css|yml)$/
const LINTED = /\.(?:ts|tsx|mjs|cjs|js)$/

const staged = execFileSync('git', ['diff', '--cached', '--name-only', '--diff-filter=ACMR', '-z'])
  .toString()
  .split('\0')
  .filter((file) => FORMATTED.test(file))
// Without packages there is nothing to check with; `npm run check` installs them and checks everything.
if (staged.length > 0 && existsSync('node_modules/oxfmt/bin/oxfmt')) {
  run('node_modules/oxfmt/bin/oxfmt', ['--check', '--no-error-on-unmatched-pattern', ...staged], 'npm run format')
  const linted = staged.filter((file) => LINTED.test(file))
  if (linted.length > 0) run('node_modules/oxlint/bin/oxlint', linted, 'npx oxlint --fix')
}

/**
 * @param {string} program
 * @param {string[]} args
 * @param {string} mend
 */
function run(program, args, mend) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args])
  if (status === 0) return
  process.stderr.write(`${stdout}${stderr}\nTo fix it: ${mend}. To commit all the same: git commit --no-verify\n`)
  process.exit(1)
}
