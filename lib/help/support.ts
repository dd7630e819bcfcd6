import type { Support } from '../../db/queries/support'
import { choicesField, plainField, textField, timeZoneField } from '../forms/fields'
import { readForm, type FormResult } from '../forms/read-form'
import { readEmail } from '../text/read-email'
import { database } from '../../db/client'
import type { Principal } from '../auth/principal'

/** The week as `Support.days` has it: 1 is Monday. */
const DAYS = ['1', '2', '3', '4', '5', '6', '7'] as const

const clockField = (message: string) =>
  plainField()
    .regex(/^([01]?\d|2[0-3]):[0-5]\d(:00)?$/, message)
    .transform((typed) => typed.padStart(5, '0').slice(0, 5))

const FIELDS = {
  email: textField({ called: 'The email address', longest: 254 }).refine(
    (email) => email === '' || readEmail(email) !== null,
    'Enter an email address, such as support@example.com, or leave this empty.',
  ),
  phone: textField({ called: 'The phone number', longest: 40 }),
  opens: clockField('Enter an opening time, such as 08:00.'),
  closes: clockField('Enter a closing time, such as 20:00.'),
  timeZone: timeZoneField(),
  days: choicesField(DAYS),
}

/** Reads the form of Settings → Support. */
export function readSupportForm(form: FormData): FormResult<Support> {
  const read = readForm(form, FIELDS, ['days'])
  if (!read.ok) return read
  const { email, phone, days, ...rest } = read.data
  return { ...read, data: { ...rest, email: email || null, phone: phone || null, days: days.join('') } }
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
