import { expect, test } from 'vitest'
import { useTestDatabase } from '../../db/testing/test-database'
import { readAppearance, saveAppearance } from './appearance'

const { sql } = useTestDatabase()

async function person(): Promise<string> {
  const [{ id }] = await sql<[{ id: string }]>`insert into users default values returning id`
  return id
}

const appearanceOf = async (id: string) => (await sql`select layout, theme from users where id = ${id}`)[0]

test('everybody begins with the new layout and the system’s colours, and changes only their own', async () => {
  const [one, other] = [await person(), await person()]
  expect(await appearanceOf(one)).toEqual({ layout: 'new', theme: 'system' })
  await saveAppearance(one, { layout: 'classic', theme: 'dark' })
  expect(await appearanceOf(one)).toEqual({ layout: 'classic', theme: 'dark' })
  expect(await appearanceOf(other)).toEqual({ layout: 'new', theme: 'system' })
})

test('what is not given stays', async () => {
  const id = await person()
  await saveAppearance(id, { theme: 'light' })
  await saveAppearance(id, { layout: 'classic' })
  await saveAppearance(id, {})
  expect(await appearanceOf(id)).toEqual({ layout: 'classic', theme: 'light' })
})

test('a form names what can be chosen, or nothing', () => {
  const form = new FormData()
  expect(readAppearance(form)).toEqual({})
  form.set('layout', 'classic')
  form.set('theme', 'toString')
  expect(readAppearance(form)).toEqual({ layout: 'classic' })
  form.set('theme', 'dark')
  expect(readAppearance(form)).toEqual({ layout: 'classic', theme: 'dark' })
})
