import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const styles = readFileSync('app/globals.css', 'utf8')

const components = readdirSync('app', { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.test.ts'))
  .map((name) => `app/${name}`)

/** The names of a scale in @theme, such as `sm` of `--text-sm`. */
const namesOf = (scale: string) =>
  [...styles.matchAll(new RegExp(`--${scale}-([a-z0-9]+):`, 'g'))].map(([, name]) => name!)

const SIZES = namesOf('text')
const WEIGHTS = namesOf('font-weight')
const LINES = namesOf('leading')

test('sizes, weights and lines of type come from the tokens of app/globals.css', () => {
  expect(WEIGHTS).toEqual(['normal', 'medium', 'semibold', 'bold'])
  const faults = components.flatMap((file) => {
    const text = readFileSync(file, 'utf8')
    // An arbitrary value, a size or a weight of Tailwind's own that the theme does not have, or a style of its own.
    const arbitrary = [...text.matchAll(/(?<![\w-])(?:text|font|leading|tracking)-[[(][^\])]*[\])]/g)]
    const unknown = [
      ...[...text.matchAll(/(?<![\w-])text-(\d?xs|sm|base|lg|\d?xl)\b/g)].filter(([, name]) => !SIZES.includes(name!)),
      ...[
        ...text.matchAll(/(?<![\w-])font-(thin|extralight|light|normal|medium|semibold|bold|extrabold|black)\b/g),
      ].filter(([, name]) => !WEIGHTS.includes(name!)),
      ...[...text.matchAll(/(?<![\w-])leading-(\w+)/g)].filter(([, name]) => !LINES.includes(name!)),
      ...text.matchAll(/(?<![\w-])tracking-\w+/g),
    ]
    const inline = [...text.matchAll(/\b(?:fontSize|fontWeight|lineHeight|letterSpacing):/g)]
    return [...arbitrary, ...unknown, ...inline].map(([match]) => `${file}: ${match}`)
  })
  expect(faults).toEqual([])
})

test('the style sheet itself uses the tokens', () => {
  const rules = styles.replaceAll(/@theme[^{]*\{[^}]*\}/g, '')
  const values = [...rules.matchAll(/\b(?:font-size|font-weight|letter-spacing): ([^;]+);/g)].map(([, value]) => value!)
  // The root of a printed page is smaller, and everything with `rem` with it.
  expect(values.filter((value) => !/^var\(--|^inherit$/.test(value))).toEqual(['13px'])
})
