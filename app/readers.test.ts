import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { COST_ACCOUNT_SHEET } from '@/lib/cost-accounts/columns'
import { NO_CHOICES } from '@/lib/csv/read-choices'
import { textField } from '@/lib/forms/fields'
import { postedTexts } from '@/lib/refills/rules/read-add-postage-values'
import { longestBlock, blockLimitMs } from '@/lib/testing/processor-time'

/**
 * Nobody's text may stop the process for others: each reader of text from outside gets a megabyte of its worst character, and
 * takes less than 50 ms of the processor. A reader that is not listed here fails the test of the list.
 */

const SIZE = 1_000_000
const MOST_MS = blockLimitMs()
/** A busy machine, or the garbage of the text before, may disturb a measurement; a pattern that backtracks is slow each time. */
const TRIES = 10

const root = path.resolve(import.meta.dirname, '..')
type Text = string
type Readers = Record<string, (read: (...given: never[]) => unknown, text: Text) => unknown>

/** A form in which every field holds the text, whatever it is called. */
class FilledForm extends FormData {
  constructor(private readonly text: string) {
    super()
  }
  override get() {
    return this.text
  }
  override getAll() {
    return [this.text]
  }
  override has() {
    return true
  }
}

/** An address in which every field holds its part of the text. */
const query = (text: Text) => new Proxy({}, { get: () => text.slice(0, SIZE / 8) })
const request = (headers: Record<string, string>, body?: string) => ({
  headers: { get: (name: string) => headers[name] ?? null, has: (name: string) => name in headers },
  body: body === undefined ? null : new Response(body).body,
})

const form: Readers[string] = (read, text) => read(new FilledForm(text) as never)
const plain: Readers[string] = (read, text) => read(text as never)
const claims: Readers[string] = (read, text) =>
  read({
    sub: text,
    name: text,
    email: text,
    given_name: text,
    family_name: text,
    preferred_username: text,
    email_verified: text,
  } as never)

/** A row of a table in which every cell holds its part of the text. */
const sheetRow = (text: Text) => ({ line: 2, texts: query(text), isShort: false, isFooter: false })

/** By file and function: how it is given a text. */
const READERS: Record<string, Readers> = {
  'lib/cases/read-case-form.ts': { readCaseForm: form, readReplyForm: form },
  'lib/text/read-email.ts': { readEmail: plain },
  'lib/text/rules/read-text.ts': {
    readText: (read, text) => read(text as never, { longest: 4000, lines: true } as never),
    cleanText: (read, text) => read(text as never, { longest: 4000 } as never),
  },
  'lib/auth/read-person.ts': { readSubject: claims, readName: claims, readEmail: claims, readVerifiedEmail: claims },
  'lib/auth/read-groups.ts': {
    readGroups: (read, text) => read({ groups: text } as never, 'groups' as never, 'admins' as never),
    namesOf: (read, text) => read({ [text]: text } as never),
  },
  'lib/request-guard/read-multipart.ts': {
    readMultipart: (read, text) => {
      read(`multipart/form-data; boundary=${text}` as never, Buffer.from(text) as never)
      return read(
        'multipart/form-data; boundary=x' as never,
        Buffer.from(`--x\r\nContent-Disposition: form-data; name="${text}"\r\n\r\n${text}\r\n--x--`) as never,
      )
    },
  },
  'lib/api/idempotency-key.ts': {
    readIdempotencyKey: (read, text) => read(request({ 'idempotency-key': text }) as never),
  },
  'lib/api/is-json-type.ts': { isJsonType: plain },
  'lib/api/read-json-body.ts': {
    readJsonBody: (read, text) =>
      read(request({ 'content-type': 'application/json' }, text.slice(0, 64 * 1024)) as never),
  },
  'lib/api/authenticate-key.ts': {
    readApiKey: (read, text) => read(request({ authorization: `Bearer ${text}` }) as never),
  },
  'lib/api/cursor.ts': { decodeCursor: (read, text) => read('labels' as never, 1 as never, text as never) },
  'lib/labels/read-refund-form.ts': { readRefundRequest: form, readRefundAnswer: form },
  'lib/labels/read-print-form.ts': { readPrintForm: (read, text) => read(new FilledForm(text) as never, [] as never) },
  'lib/labels/rules/print-values.ts': {
    readPrintValues: (read, text) => read((() => text) as never, ['ground'] as never),
  },
  'lib/refills/rules/split-refill.ts': { parsePercent: plain },
  'lib/refills/rules/refill-purpose.ts': { readPurpose: (read, text) => read((() => text) as never) },
  'lib/refills/read-card-refund.ts': { readCardRefund: form },
  'lib/refills/read-add-postage.ts': { readAddPostage: form },
  'lib/refills/rules/read-add-postage-values.ts': {
    readAddPostageValues: (read, text) => read(postedTexts(new FilledForm(text)) as never),
  },
  'lib/rules/money.ts': { parseDollars: plain },
  'lib/postage-requests/read-postage-request-form.ts': {
    readPostageRequestForm: form,
    readNewPostageRequestForm: form,
  },
  'lib/cost-accounts/rules/fields.ts': { readCode: plain },
  'lib/csv/posted-file.ts': {
    readPostedFile: (read, text) =>
      read(
        { file: text, fileName: text } as never,
        new FilledForm(text) as never,
        { mostBytes: SIZE, tooLarge: '' } as never,
      ),
  },
  'lib/csv/read-import-form.ts': {
    readImportForm: (read, text) =>
      read(
        { file: text, fileName: text } as never,
        new FilledForm(text) as never,
        { mostBytes: SIZE, tooLarge: '' } as never,
      ),
  },
  'lib/csv/read-choices.ts': { readChoices: (read, text) => read(new FilledForm(text) as never, null as never) },
  'lib/csv/read-sheet.ts': {
    readSheet: (read, text) =>
      read(Buffer.from(text) as never, NO_CHOICES as never, COST_ACCOUNT_SHEET as never, 5000 as never),
  },
  'lib/csv/read-cell.ts': {
    readCell: (read, text) => read('Name' as never, text as never, 75 as never, (() => undefined) as never),
  },
  'lib/cost-accounts/read-cost-accounts.ts': { readCostAccounts: (read, text) => read([sheetRow(text)] as never) },
  'lib/prices/read-prices.ts': { readPrices: (read, text) => read([sheetRow(text)] as never) },
  'lib/time-zones/read-time-zone.ts': { readTimeZone: plain },
  'lib/payments/stripe/read-metadata.ts': {
    readTeam: (read, text) => read({ team: text } as never),
    readRefill: (read, text) => read({ team: '1', refill: text } as never),
    readOrigin: (read, text) =>
      read({
        installation: text,
        reference: text,
        postage: text,
        fee: text,
        actor: text,
        source: text,
        allocations: text,
      } as never),
  },
  'lib/payments/stripe/verify-signature.ts': { checkSignatureHeader: plain },
  'lib/payments/stripe/read-event.ts': {
    readEventObject: (read, text) =>
      read({ id: text, type: text, livemode: false, created: 1, data: { object: { id: text } } } as never),
    readEvent: (read, text) => read(Buffer.from(text.slice(0, 512 * 1024)) as never),
  },
  'lib/payments/read-bank-receipt.ts': { readBankReceipt: form },
  'lib/payments/read-receipt-correction.ts': { readReceiptCorrection: form },
  'lib/help/support.ts': { readSupportForm: form },
  'lib/team/team-settings.ts': { readTeamSettingsForm: form },
  'lib/forms/rules/form-state.ts': { readPosted: plain },
  'lib/forms/read-form.ts': {
    readForm: (read, text) =>
      read(new FilledForm(text) as never, { memo: textField({ called: 'The memo', longest: 200 }) } as never),
    readTexts: (read, text) => read(new FilledForm(text) as never, ['memo'] as never),
  },
  'lib/people/appearance.ts': { readAppearance: form },
  'lib/security/read-proxies.ts': { readAddress: plain },
  'lib/local-path.ts': { localPath: plain },
  'lib/rules/day.ts': { dayFault: plain },
  'app/(console)/history/labels/read-filter.ts': { readLabelFilter: (read, text) => read(query(text) as never) },
  'app/(console)/history/postage/read-filter.ts': { readFilter: (read, text) => read(query(text) as never) },
  'app/(console)/settings/audit-log/read-filter.ts': { readAuditFilter: (read, text) => read(query(text) as never) },
  'app/(console)/settings/prices/load/read-list-form.ts': {
    readListForm: (read, text) =>
      read(new FilledForm(text) as never, { today: '2026-11-22', inForceSince: '2026-01-01' } as never),
  },
  'app/(console)/filter-address.ts': {
    queryOf: (read, text) => read(`http://test/?${text}` as never),
    readText: (read, text) => read({ q: text } as never, 'q' as never),
    readDayTexts: (read, text) => read(query(text) as never),
    readDays: (read, text) => read({ from: text, to: text } as never),
    readMode: (read, text) => read({ mode: text } as never),
    readPlace: plain,
    readPagePlace: (read, text) => read(query(text) as never),
  },
  'app/(console)/balance/balance-days.tsx': { readSpan: plain },
  'app/(console)/balance/statement.tsx': { readStatementPlace: (read, text) => read(query(text) as never) },
}

/** Named like readers, but what they read is our own database, Stripe's answer to us, or bytes that are only counted. */
const NOT_FROM_OUTSIDE = [
  'lib/labels/waiting-label.ts',
  'lib/refills/read-charge.ts',
  'lib/prices/price-list.ts',
  'lib/payments/stripe/read-dispute.ts',
  'lib/auth/provider-metadata.ts',
  'lib/api/read-bytes.ts',
  'lib/env.ts',
  'lib/security/read-proxies.ts',
  'lib/environment/parse-env-file.ts',
  'app/(console)/settings/payment-methods/payment-account.tsx',
]

/** What readers have been slow with: what they skip, split at, or look for in vain; several lines; and letters that are composed. */
const CHARACTERS = [
  ' ',
  '\t',
  '\n',
  '\r\n',
  '.',
  'a.',
  ',',
  ', ',
  '"',
  '""',
  '\\',
  '-',
  '@',
  'a@',
  '%',
  '[',
  '{"a":',
  '0',
  '1,000',
  'a',
  'A',
  ';',
  '=',
  '&a=',
  '/',
  ':',
  '+',
  '\u0301',
  '\u200d',
  '\u{1f468}\u200d',
  '\ud800',
  '\0',
  '$',
  '_',
  'ﬃ',
  '\u00a0',
  '\u202e',
]

const WORST = CHARACTERS.flatMap((character) => {
  const whole = character.repeat(Math.ceil(SIZE / character.length))
  return [whole, `a${whole}\u0001x`].map((text) => ({
    name: JSON.stringify(text.slice(0, 12)),
    text: Buffer.from(text, 'utf16le').toString('utf16le'),
  }))
})

async function slowest(read: (text: Text) => unknown): Promise<{ ms: number; with: string }> {
  let worst = { ms: 0, with: '' }
  for (const { name, text } of WORST) {
    let ms = Infinity
    for (let turn = 0; turn < TRIES && ms > MOST_MS; turn++) ms = Math.min(ms, await longestBlock(() => read(text)))
    if (ms > worst.ms) worst = { ms, with: name }
    // Far beyond: whatever comes after need not be waited for.
    if (ms > 4 * MOST_MS) break
  }
  return worst
}

function readersIn(folder: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter(
      (entry) =>
        entry.isFile() &&
        /\.tsx?$/.test(entry.name) &&
        !entry.name.includes('.test.') &&
        !entry.parentPath.includes('testing'),
    )
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .flatMap((file) =>
      [
        ...readFileSync(path.join(root, file), 'utf8').matchAll(/^export (?:async )?function ((?:read|parse)\w*)/gm),
      ].map(([, name]) => `${file} ${name}`),
    )
}

it('knows every reader', () => {
  const known = (reader: string) => {
    const at = reader.lastIndexOf(' ')
    const file = reader.slice(0, at)
    return NOT_FROM_OUTSIDE.includes(file) || READERS[file]?.[reader.slice(at + 1)] !== undefined
  }
  expect(
    [...readersIn('lib'), ...readersIn('app')].filter((reader) => !known(reader)),
    'add it to READERS with a way to give it a text',
  ).toEqual([])
})

const all = Object.entries(READERS).flatMap(([file, readers]) =>
  Object.entries(readers).map(([name, give]) => ({ file, name, give })),
)

it.each(all)('$name of $file reads a megabyte in time', async ({ file, name, give }) => {
  const readers = (await import(path.join(root, file))) as Record<string, (...given: never[]) => unknown>
  expect(readers[name], 'the reader is gone').toBeTypeOf('function')
  give(readers[name]!, 'warm')
  const { ms, with: character } = await slowest((text) => give(readers[name]!, text))
  expect(ms, `with ${character}`).toBeLessThan(MOST_MS)
})
