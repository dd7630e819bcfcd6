import type { Support } from '../../db/queries/support'
import { readTexts, type FormState } from '../form-state'
import { readEmail } from '../text/read-email'
import { readField } from '../text/read-field'
import { readTimeZone } from '../time-zones/read-time-zone'
import { database } from '../../db/client'
import type { Principal } from '../auth/principal'

const FIELDS = ['email', 'phone', 'opens', 'closes', 'timeZone'] as const

const CLOCK = /^([01]?\d|2[0-3]):[0-5]\d(:00)?$/

/** Reads the form of Settings → Support: the settings, or what was typed with what is wrong with it. */
export function readSupportForm(form: FormData): { ok: true; support: Support } | { ok: false; state: FormState } {
  const { values, errors } = readTexts(form, FIELDS)
  const days = [
    ...new Set(form.getAll('days').filter((day): day is string => typeof day === 'string' && /^[1-7]$/.test(day))),
  ].sort()
  const wrong = (field: string, message: string) => void errors.push({ field, message })
  const email = readField(values, errors, 'email', { called: 'The email address', longest: 254 })
  const phone = readField(values, errors, 'phone', { called: 'The phone number', longest: 40 })
  if (email !== '' && readEmail(email) === null) {
    wrong('email', 'Enter an email address, such as support@example.com, or leave this empty.')
  }
  if (!CLOCK.test(values.opens)) wrong('opens', 'Enter an opening time, such as 08:00.')
  if (!CLOCK.test(values.closes)) wrong('closes', 'Enter a closing time, such as 20:00.')
  const zone = readTimeZone(values.timeZone)
  if (!zone.ok) wrong('timeZone', values.timeZone === '' ? 'Choose a time zone.' : zone.message)
  if (errors.length > 0) return { ok: false, state: { values: { ...values, days: days.join(' ') }, errors } }
  return {
    ok: true,
    support: {
      email: email || null,
      phone: phone || null,
      days: days.join(''),
      opens: values.opens.padStart(5, '0').slice(0, 5),
      closes: values.closes.padStart(5, '0').slice(0, 5),
      timeZone: values.timeZone,
    },
  }
}

/** Sets support contact and hours of the principal's team; the database lets admins alone, and writes the audit row. */
export async function setSupport(
  { teamId, id }: Principal,
  support: Support,
): Promise<'changed' | 'invalid' | 'forbidden'> {
  const { sql } = database()
  const { timeZone, ...rest } = support
  const [row] = await sql<[{ outcome: 'changed' | 'invalid' | 'forbidden' }]>`
    select set_support(
      p_team => ${teamId}, p_actor => ${id}, p_settings => ${sql.json({ ...rest, time_zone: timeZone })}) as outcome`
  return row.outcome
}
