import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { withTestDatabase } from '../../db/testing/test-database'
import { mutants } from './testing/mutants'
import { runModel } from './testing/run-model'

const sourceOf = (file: string) => readFileSync(path.join(process.cwd(), 'db/functions', file), 'utf8')

test('what the mutants change stands in the functions, once', () => {
  expect(mutants.filter(({ file, from }) => sourceOf(file).split(from).length !== 2)).toEqual([])
})

/** Whether the model finds faults, shown by making some. Part of `npm run test:model` only, since it takes a minute. */
test.skipIf(!process.env.MUTANTS).each(mutants)(
  'the model finds it when $what',
  { timeout: 180_000 },
  async ({ file, from, to }) => {
    await withTestDatabase(async (app, owner) => {
      await owner.unsafe(sourceOf(file).replace(from, () => to))
      await expect(runModel({ app, owner }, { seed: 1, sequences: 500, shrink: false })).rejects.toThrow(
        'Property failed',
      )
    })
  },
)
