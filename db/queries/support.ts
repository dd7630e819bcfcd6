import { database } from '../client'

export type Support = {
  email: string | null
  phone: string | null
  /** Days of the week on which somebody answers, from 1 (Monday): `12345`. */
  days: string
  /** `08:00`, in the zone below. One that closes no later than it opens goes on into the next day. */
  opens: string
  closes: string
  timeZone: string
}

/** Whom the team turns to for help, and when. */
export async function readSupport(teamId: number): Promise<Support> {
  const [support] = await database().sql<[Support]>`
    select support_email as email, support_phone as phone, support_days as days, to_char(support_opens, 'HH24:MI') as opens,
      to_char(support_closes, 'HH24:MI') as closes, support_time_zone as "timeZone"
    from teams where id = ${teamId}`
  return support
}
