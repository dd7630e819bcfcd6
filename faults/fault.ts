import type { Stage } from './stage'

/** How much of a fault is shown. */
export type Extent = {
  /** Milliseconds of load, with the fault in it. */
  load: number
  /** How often a process is killed, or how often the fault comes by itself. */
  times: number
  /** How long PostgreSQL stays away, in milliseconds. */
  away: number
}

/** Something that happens to people who run servers. */
export type Fault = {
  /** As its line in the report begins. */
  name: string
  /**
   * Injects the fault under load and leaves everything running again. Returns its own numbers as text, and what should
   * not have happened. check-promises.ts checks the general promises afterwards.
   */
  inject: (stage: Stage, extent: Extent) => Promise<Outcome>
}

export type Outcome = { figures: string[]; problems?: string[] }

/** This machine lacks what the fault needs. */
export class Skip extends Error {
  override name = 'Skip'
}
