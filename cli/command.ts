import type { ParseArgsConfig } from 'node:util'

export type Values = Record<string, string | boolean | (string | boolean)[] | undefined>

/** A command of the command line: its name, its help text, and its action. */
export type Command = {
  /** As typed: `team create`. */
  name: string
  /** After the name: `--slug SLUG --name NAME`. */
  usage: string
  /** What it does and prints, in whole sentences. */
  help: string
  /** Whether it only reads the ledger: then the database stays at the version that it has. */
  isReading?: (values: Values) => boolean
  /** Needs no database: none is started for it. */
  withoutDatabase?: true
  options: NonNullable<ParseArgsConfig['options']>
  /** Parses the options, refuses invalid ones before the database is touched, and returns the work to do. */
  prepare: (values: Values) => () => Promise<void>
}

/** The command was typed wrongly: exit status 2. */
export class UsageError extends Error {
  override name = 'UsageError'
}

/** The command failed for a reason that a person can act on: exit status 1. */
export class CommandError extends Error {
  override name = 'CommandError'
}
