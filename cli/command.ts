import type { ParseArgsConfig } from 'node:util'

export type Values = Record<string, string | boolean | (string | boolean)[] | undefined>

/** A command of the command line: what it is called, what its help says, and what it does. */
export type Command = {
  /** As typed: `team create`. */
  name: string
  /** After the name: `--slug SLUG --name NAME`. */
  usage: string
  /** What it does and prints, in whole sentences. */
  help: string
  /** Only reads the ledger: the database stays at the version that it has. */
  isReading?: true
  options: NonNullable<ParseArgsConfig['options']>
  /** Reads the options, refusing what makes no sense before a database is touched, and answers what then has to be done. */
  prepare: (values: Values) => () => Promise<void>
}

/** The command was typed wrongly: exit status 2. */
export class UsageError extends Error {
  override name = 'UsageError'
}

/** The command cannot be done, for a reason in words: exit status 1. */
export class CommandError extends Error {
  override name = 'CommandError'
}
