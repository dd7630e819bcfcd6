import { PluginKind, declareValuePlugin } from '@stryker-mutator/api/plugin'

/**
 * Leaves out mutants of words that people read: a sentence is no rule, and a test that repeats it proves nothing. A text
 * counts as words where it holds a space between letters. Codes, statuses, and field names have none, and stay in.
 * @param {any} at Babel's path
 */
function isWords({ node }) {
  const text =
    node.type === 'StringLiteral'
      ? node.value
      : node.type === 'TemplateLiteral'
        ? node.quasis.map((/** @type {any} */ { value }) => value.raw).join('x')
        : ''
  return /[\p{L}\p{P}] [\p{L}\p{P}]/u.test(text)
}

/** @param {any} at */
const isSql = ({ node, parent }) =>
  node.type === 'TemplateLiteral' && parent?.type === 'TaggedTemplateExpression' && parent.tag.name === 'sql'

/** @param {any} at */
const isLog = ({ node }) =>
  node.type === 'CallExpression' && node.callee.type === 'MemberExpression' && node.callee.object.name === 'log'

export const strykerPlugins = [
  declareValuePlugin(PluginKind.Ignore, 'words', {
    shouldIgnore(at) {
      if (isSql(at)) return 'The schema check and the tests of the database hold SQL'
      if (isLog(at)) return 'A line of the log'
      return isWords(at) ? 'Words for people' : undefined
    },
  }),
]
