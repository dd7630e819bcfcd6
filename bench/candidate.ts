import type { Sql } from '../db/client'

/** A way to move money that is measured. */
export type Candidate = {
  name: string
  login: 'owner' | 'application'
  /** Does it once, on a connection of its caller's own. */
  move: (sql: Sql) => Promise<unknown>
  /** What it is compared with. */
  beside: Beside[]
}

export type Beside = {
  yardstick: Candidate
  /** The column of the report. */
  column: string
  goal?: { clients: number; least: number }
}

/** Any one of these, each as likely as the others. */
export function anyOf<T>(all: readonly T[]): T {
  return all[Math.floor(Math.random() * all.length)]!
}
