import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { withTestDatabase } from '../../db/testing/test-database'
import { mutants } from './testing/mutants'
import { runModel } from './testing/run-model'

/** Whether the model finds faults, shown by making some. Part of `npm run test:model` only, since it takes minutes. */
test.skipIf(!process.env.MUTANTS).each(mutants)('the model finds it when $what', { timeout: 180_000 }, async ({ file, from, to }) => {
  const source = readFileSync(path.join(process.cwd(), 'db/functions', file), 'utf8')
  expect(source.split(from), `what is changed in ${file} stands there once`).toHaveLength(2)
  await withTestDatabase(async (app, owner) => {
    await owner.unsafe(source.replace(from, () => to))
    await expect(runModel({ app, owner }, { seed: 1, sequences: 500, shrink: false })).rejects.toThrow('Property failed')
  })
})
