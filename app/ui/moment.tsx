import { exactText, momentText } from './moment-text'

export type MomentProps = {
  at: Date
  timeZone: string
  /** What counts as today; the present by default. */
  now?: Date
  /** Spell out the exact time, as a receipt does. */
  exact?: boolean
}

/** An instant, short to read, exact on hover. */
export function Moment({ at, timeZone, now = new Date(), exact = false }: MomentProps) {
  const full = exactText(at, timeZone)
  return (
    <time dateTime={at.toISOString()} title={full}>
      {exact ? full : momentText(at, timeZone, now)}
    </time>
  )
}
