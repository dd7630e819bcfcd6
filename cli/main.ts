// oxlint-disable-next-line import/no-unassigned-import -- it has to come before whatever takes the log
import './log-to-stderr'
import path from 'node:path'
import { inspect, parseArgs } from 'node:util'
import { withoutSecrets } from '../lib/env'
import { loadEnvFile } from '../lib/environment/load-env-file'
import { isDatabaseAway } from '../lib/rules/errors'
import { logSettingChanges } from '../lib/security/log-setting-changes'
import { VERSION } from '../lib/version'
import { describeStartError } from '../server/describe-start-error'
import { apiKeyCreate } from './api-key-create'
import { CommandError, UsageError, type Command, type Values } from './command'
import { withDatabase } from './connect-database'
import { ledgerExport } from './ledger-export'
import { ledgerVerify } from './ledger-verify'
import { paymentMethodAdd } from './payment-method-add'
import { paymentMethodSetCreditLimit } from './payment-method-set-credit-limit'
import { reconcile } from './reconcile'
import { seed } from './seed'
import { stripeSetup } from './stripe-setup'
import { teamCreate } from './team-create'
import { teamSetCardFee } from './team-set-card-fee'
import { teamSetLimits } from './team-set-limits'
import { teamSetTimeZone } from './team-set-time-zone'

const commands: Command[] = [
  teamCreate,
  teamSetLimits,
  teamSetTimeZone,
  teamSetCardFee,
  apiKeyCreate,
  paymentMethodAdd,
  paymentMethodSetCreditLimit,
  ledgerVerify,
  ledgerExport,
  reconcile,
  stripeSetup,
  seed,
]
const root = path.resolve(import.meta.dirname, '..')

process.chdir(root)
logSettingChanges()
process.exitCode = await run(process.argv.slice(2))

/** Runs the command and returns the exit status: 0, 1 (failed), or 2 (usage). */
async function run(typed: string[]): Promise<number> {
  if (typed.length === 1 && typed[0] === '--version') {
    console.log(VERSION)
    return 0
  }
  const command = commands.find(({ name }) => name.split(' ').every((word, index) => typed[index] === word))
  if (!command) {
    const isHelp = typed.length === 1 && ['--help', '-h', 'help'].includes(typed[0]!)
    if (!isHelp && typed.length > 0) console.error(`There is no command "${typed.join(' ')}".\n`)
    console[isHelp ? 'log' : 'error'](describeAll())
    return isHelp ? 0 : 2
  }
  try {
    const values = readValues(command, typed.slice(command.name.split(' ').length))
    if (values.help) {
      console.log(describe(command))
      return 0
    }
    const work = command.prepare(values)
    readEnvFile()
    if (command.withoutDatabase) await work()
    else await withDatabase(root, work, command.isReading?.(values) ?? false)
    return 0
  } catch (error) {
    return explain(command, error)
  }
}

function readValues(command: Command, args: string[]): Values {
  try {
    return parseArgs({ args, options: { ...command.options, help: { type: 'boolean', short: 'h' } } }).values as Values
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}

/** As in `npm start`, variables from outside win over `.env`. */
function readEnvFile(): void {
  const { problems, warnings } = loadEnvFile(root, process.env)
  for (const warning of warnings) console.error(warning)
  if (problems.length > 0) throw new CommandError(problems.join('\n'))
}

function explain(command: Command, error: unknown): number {
  if (error instanceof UsageError) {
    console.error(`${error.message}\n\n${describe(command)}`)
    return 2
  }
  console.error(withoutSecrets(wordsFor(error)))
  return 1
}

function wordsFor(error: unknown): string {
  if (error instanceof CommandError) return error.message
  const reason = describeStartError(error, path.resolve(root, process.env.INDICIA_DATA_DIR?.trim() || '.data'))
  if (reason !== null) return reason
  if (isDatabaseAway(error)) return `The database does not answer: ${(error as Error).message}`
  return error instanceof Error ? error.message : inspect(error)
}

function describe({ name, usage, help }: Command): string {
  return `npm run -s cli -- ${name} ${usage}\n\n${help}`
}

function describeAll(): string {
  const list = commands.map(({ name, usage }) => `  ${name} ${usage}`).join('\n')
  return `npm run -s cli -- <command>\n\n${list}\n\n--help after a command says more, and --version alone the version. Amounts are whole cents.`
}
