import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { accountKind } from '../db/schema/kinds'
import { exportLedger } from '../lib/ledger/export-ledger'
import { UsageError, type Command } from './command'
import { findTeam } from './find-team'
import { optional, required } from './read-option'

const PIPE_HOLDS = 64 * 1024

export const ledgerExport: Command = {
  name: 'ledger export',
  usage: '--team SLUG [--account KIND [--after SEQ]]',
  help:
    'Prints every entry of the team as one JSON object a line, as they were at one moment: all accounts, or one of ' +
    `them (${accountKind.enumValues.join(', ')}), from the entry after SEQ on. docs/verify-ledger.md checks them with ` +
    'nothing but a shell.',
  isReading: () => true,
  options: { team: { type: 'string' }, account: { type: 'string' }, after: { type: 'string' } },
  prepare(values) {
    const slug = required(values, 'team')
    const account = optional(values, 'account')
    const after = readAfter(optional(values, 'after'))
    if (account !== undefined && !(accountKind.enumValues as string[]).includes(account)) {
      throw new UsageError(`there is no account "${account}", only ${accountKind.enumValues.join(', ')}`)
    }
    if (after !== undefined && account === undefined) {
      throw new UsageError('--after needs --account: each account counts its own entries')
    }
    return () => print(slug, account, after)
  },
}

function readAfter(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (!/^\d{1,15}$/.test(text)) throw new UsageError(`--after should be the number of an entry; it is ${text}`)
  return Number(text)
}

async function print(slug: string, account: string | undefined, after: number | undefined): Promise<void> {
  const { id } = await findTeam(slug)
  let gone: unknown
  process.stdout.once('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') gone = error
  })
  try {
    await pipeline(Readable.from(lines(id, account, after)), process.stdout, { end: false })
  } catch (error) {
    // `| head` has read enough. The same code from the database's connection is a failure.
    if (error !== gone) throw error
  }
}

/** Writes lines in blocks of the pipe's size. Writing each line alone would double the time. */
async function* lines(...which: Parameters<typeof exportLedger>): AsyncGenerator<string> {
  let text = ''
  for await (const entry of exportLedger(...which)) {
    text += `${JSON.stringify(entry)}\n`
    if (text.length < PIPE_HOLDS) continue
    yield text
    text = ''
  }
  yield text
}
