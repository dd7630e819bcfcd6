import { z } from 'zod'
import { database } from '../../db/client'
import type { Principal } from '../auth/principal'
import { optionalAmountField, textField } from '../forms/fields'
import { readForm, type FormResult } from '../forms/read-form'

/**
 * The settings of a team that only screens read, each under its name in `teams.settings`. A new one is an entry here, a field
 * on Settings → Team, and the screen that uses it. What a stored function reads is a column of its own instead.
 */
const SETTINGS = z.object({
  /** Cents. Home warns when the balance is below it; null never. */
  low_balance: z.int().positive().nullable().catch(null),
  /** A line on every receipt, such as a department or a tax number; empty for none. */
  receipt_line: z.string().catch(''),
})

export type TeamSettings = z.output<typeof SETTINGS>

const FIELDS = {
  low_balance: optionalAmountField({
    malformed: 'Enter the amount in dollars and cents, such as 50.00, or leave this empty.',
    most: 500_00,
    tooMuch: 'Enter an amount of up to $500.00, the most that the balance can be.',
  }),
  receipt_line: textField({ called: 'The receipt line', longest: 120 }),
} satisfies Record<keyof TeamSettings, z.ZodType>

/** The settings of a team. One that was never set, or cannot be read, has its default. */
export async function findTeamSettings(teamId: number): Promise<TeamSettings> {
  const [{ settings }] = await database().sql<[{ settings: unknown }]>`select settings from teams where id = ${teamId}`
  return SETTINGS.parse(settings)
}

/** Reads the form of Settings → Team, *Display*. */
export function readTeamSettingsForm(form: FormData): FormResult<TeamSettings> {
  return readForm(form, FIELDS)
}

/** Changes settings of the principal's team. Only an admin can; the audit row is written in the same statement. */
export async function setTeamSettings(
  { teamId, id }: Principal,
  settings: Partial<TeamSettings>,
): Promise<'changed' | 'same' | 'forbidden'> {
  const { sql } = database()
  const [{ outcome }] = await sql<[{ outcome: 'changed' | 'same' | 'forbidden' }]>`
    select set_team_settings(
      p_team => ${teamId}, p_actor => ${id}, p_settings => ${sql.json(settings)}) as outcome`
  return outcome
}
