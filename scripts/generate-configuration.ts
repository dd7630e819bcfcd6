import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { GROUPS, VARIABLES, type Variable } from '../lib/environment/variables'

/** `npm run docs:generate`: writes what is made from the table of variables. A test compares it with the table. */

const root = path.resolve(import.meta.dirname, '..')
const WIDTH = 120

const HEAD = `<!-- Generated from lib/environment/variables.ts by \`npm run docs:generate\`. Edit that file, not this one. -->

# Configuration

Indicia is configured by environment variables. Nothing has to be set to try it.

- \`npm start\`, the command line, and the server read a file \`.env\` in the project's root, too. A variable that is set
  outside of the file wins. Copy \`.env.example\` to begin.
- A wrong value stops the start. The message names the variable and says what it should be.
- A misspelled name, such as OIDC_ISSUR, stops the start, too.
- An empty value means unset.
- Put a value that contains \`#\` in quotation marks: single, double, or backticks. The file may be UTF-8 or UTF-16.
- Without \`DATABASE_URL\`, \`npm start\` runs an embedded PostgreSQL. Without \`OIDC_ISSUER\`, it runs a demo sign-in with a
  demo team. \`DATABASE_URL\` without \`OIDC_ISSUER\` stops the start, unless \`INDICIA_DEMO=1\` asks for the demo on that
  database.
- Some variables need each other: the three of the OpenID Connect client, the two of Stripe, and the two of mail.
- When it is ready, the start prints in one line which database, sign-in, and card processor are in use.
- Values of variables marked *secret* never appear in the log.
`

const NOTES: Partial<Record<(typeof GROUPS)[number], string>> = {
  'Sign-in': 'How to set up each identity provider is in [sign-in.md](sign-in.md).',
  Database: 'How to create the two logins is in [deploy.md](deploy.md).',
  Cards: 'How to set up the account is in [stripe.md](stripe.md).',
  Limits: 'Each process counts for itself, except for API keys, which the database counts.',
}

const TAIL = `
## Variables of other programs

| variable | read by | what it sets |
|---|---|---|
| \`NEXT_SERVER_ACTIONS_ENCRYPTION_KEY\` | the build | Keeps forms of an older build valid ([deploy.md](deploy.md)). |
| \`CHROMIUM_PATH\` | the browser tests | The browser to use. Unset: an installed Chrome or Chromium, or a downloaded one. |
`

/** The text of docs/configuration.md. */
export function configurationPage(): string {
  const sections = GROUPS.map((group) => {
    const rows = variablesOf(group).map(([name, variable]) => {
      const what = [variable.about, variable.secret && '*Secret.*'].filter(Boolean).join(' ')
      const example = variable.example === undefined ? '' : `\`${variable.example}\``
      return `| \`${name}\` | ${what} | ${capitalize(variable.format)} | ${unsetOf(variable) ?? ''} | ${example} |`
    })
    const note = NOTES[group] === undefined ? [] : [NOTES[group], '']
    return [
      `## ${group}`,
      '',
      ...note,
      '| variable | what it sets | format | if unset | example |',
      '|---|---|---|---|---|',
      ...rows,
      '',
    ].join('\n')
  })
  return `${HEAD}\n${sections.join('\n')}${TAIL}`
}

/** The text of .env.example: every variable with its default, or empty. */
export function envExample(): string {
  const lines = [
    ...comment(
      'Copy this file to .env. Everything may stay unset. docs/configuration.md says more about the file and its rules.',
    ),
    ...comment('Generated from lib/environment/variables.ts by `npm run docs:generate`.'),
  ]
  for (const group of GROUPS) {
    lines.push('', `# ===== ${group} =====`)
    for (const [name, variable] of variablesOf(group)) {
      if (variable.setByHost) continue
      const unset = variable.unset === undefined ? '' : ` Unset: ${variable.unset}.`
      lines.push('', ...comment(`${variable.about}${unset}`), `${name}=${defaultOf(variable) ?? ''}`)
    }
  }
  return `${lines.join('\n')}\n`
}

const variablesOf = (group: string): [string, Variable][] =>
  Object.entries(VARIABLES).filter(([, variable]) => variable.group === group)

function unsetOf(variable: Variable): string | undefined {
  const value = defaultOf(variable)
  return value === undefined ? variable.unset && capitalize(variable.unset) : `\`${value}\``
}

function defaultOf({ schema }: Variable): string | undefined {
  if (!(schema instanceof z.ZodDefault)) return undefined
  return String(schema.def.defaultValue) || undefined
}

/** Comment lines of at most 120 characters. */
function comment(text: string): string[] {
  const lines = ['#']
  for (const word of text.replaceAll('`', '').split(' ')) {
    if (lines.at(-1)!.length + 1 + word.length > WIDTH) lines.push('#')
    lines[lines.length - 1] += ` ${word}`
  }
  return lines
}

const capitalize = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(path.join(root, 'docs/configuration.md'), configurationPage())
  writeFileSync(path.join(root, '.env.example'), envExample())
}
