import { ShieldAlert, ShieldCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import { Card } from '@/app/ui/card'
import { CopyText } from '@/app/ui/copy-text'
import { Moment } from '@/app/ui/moment'
import { Notice } from '@/app/ui/notice'
import { PostedForm } from '@/app/ui/posted-form'
import { TextLink } from '@/app/ui/text-link'
import { findAuditEntry, type AuditEntry } from '@/db/queries/audit-log'
import {
  readHead,
  readLastVerification,
  readProtection,
  type Protection,
  type Verification,
} from '@/db/queries/ledger-state'
import { readLastReconciliation } from '@/db/queries/reconciliations'
import { readWaitingPayments, type WaitingPayments } from '@/db/queries/waiting-payments'
import { requireMember } from '@/lib/auth/current-member'
import { env } from '@/lib/env'
import { emptyForm } from '@/lib/form-state'
import { Settings } from '../settings'
import { ReconciliationCard } from './reconciliation-card'
import { verifyNow } from './verify-now'

type Query = Record<string, string | string[] | undefined>

/** Whether the history is what it was: when that was last verified, what protects it, and how to check it oneself. */
export default async function Ledger({ searchParams }: { searchParams: Promise<Query> }) {
  const member = await requireMember('/settings/ledger', 'settings:write')
  const { verified } = await searchParams
  const [last, protection, head, waiting, now, reconciliation] = await Promise.all([
    readLastVerification(member.teamId),
    readProtection(),
    readHead(member.teamId),
    readWaitingPayments(member.teamId),
    typeof verified === 'string' && /^\d{1,15}$/.test(verified)
      ? findAuditEntry(member.teamId, Number(verified))
      : null,
    env().stripe ? readLastReconciliation() : null,
  ])
  const headText = `${head.seq}:${head.hash}`
  return (
    <Settings
      member={member}
      current="ledger"
      title="Ledger"
      text="Every move of money has two sides, a number and a hash over the one before. Nothing is believed that can be recomputed."
    >
      {now?.action === 'ledger.verified' && <VerifiedNow entry={now} timeZone={member.timeZone} />}
      {waiting.since && <Waiting {...waiting} since={waiting.since} timeZone={member.timeZone} />}
      <Card title="Last verification">
        <LastVerification last={last} timeZone={member.timeZone} />
        <div className="mt-5 border-t border-dashed border-edge/60 pt-5">
          <PostedForm action={verifyNow} initial={emptyForm} title="Ledger · Settings" submit="Verify now">
            <p className="text-muted">
              Verify your team’s ledger now: every balance, hash and pending sum is recomputed from the entries.
            </p>
          </PostedForm>
        </div>
      </Card>
      {env().stripe && <ReconciliationCard last={reconciliation} teamId={member.teamId} timeZone={member.timeZone} />}
      <Card title="Protection">
        <ul className="grid gap-4">
          <ProtectionFacts of={protection} />
        </ul>
      </Card>
      <Card title="Head of the postage account" action={head.seq > 0 && <CopyText text={headText} label="Copy head" />}>
        {head.seq > 0 ? (
          <>
            <p>
              <code className="block rounded-lg bg-soft px-3 py-2.5 text-[13.5px] wrap-anywhere select-all">
                {headText}
              </code>
            </p>
            <p className="mt-3 text-muted">
              The number and hash of the last entry. Keep it where no administrator of the database can write: in a
              mail, a ticket, on paper. Whoever has it can prove later that nothing before it was changed.
            </p>
          </>
        ) : (
          <p className="text-muted">
            There are no entries yet. After the first refill the number and hash of the last entry stand here.
          </p>
        )}
      </Card>
      <Card title="Check it yourself">
        <p>Whoever operates this installation can export all entries, and compare a head that was kept:</p>
        <pre className="mt-3 grid gap-2 rounded-lg bg-soft px-3 py-2.5 text-[13.5px] whitespace-pre-wrap wrap-anywhere">
          <code className="select-all">{`npm run -s cli -- ledger export --team ${head.slug} > ledger.jsonl`}</code>
          <code className="select-all">{`npm run -s cli -- ledger verify --team ${head.slug} --head SEQ:HASH`}</code>
        </pre>
        <p className="mt-3 text-muted">
          An export can be checked without this program, by a shell and <code>sha256sum</code>:{' '}
          <code>docs/verify-ledger.md</code> says how.
        </p>
      </Card>
    </Settings>
  )
}

function VerifiedNow({ entry, timeZone }: { entry: AuditEntry; timeZone: string }) {
  const { entries, milliseconds, problems, differences } = entry.after as {
    entries: number
    milliseconds: number
    problems: number
    differences: string[]
  }
  const checked = (
    <>
      <Moment at={entry.at} timeZone={timeZone} />: {counted(entries, 'entry', 'entries')} in {seconds(milliseconds)}.
    </>
  )
  if (problems === 0)
    return (
      <Notice kind="success" title="All is well">
        Your team’s ledger was verified. {checked}
      </Notice>
    )
  return (
    <Notice kind="warn" title="The ledger has differences">
      <p>{checked} Tell whoever operates this installation, and keep what is here.</p>
      <Differences of={differences} />
    </Notice>
  )
}

type WaitingProps = WaitingPayments & { since: Date; timeZone: string }

/** Money whose fate nobody here knows: only the processor's word ends it, so somebody should ask there. */
function Waiting({ count, since, asked, timeZone }: WaitingProps) {
  return (
    <Notice
      kind="warn"
      title={count === 1 ? 'A card payment waits for its answer' : 'Card payments wait for their answers'}
    >
      <p>
        {count === 1
          ? '1 card payment has been waiting for its answer'
          : `${count} card payments have been waiting for their answers, the oldest`}{' '}
        since <Moment at={since} timeZone={timeZone} />; the processor has been asked again{' '}
        {counted(asked, 'time', 'times')}. Asking again charges nothing twice, and the room in the balance stays
        reserved meanwhile. Whoever operates this installation should look at the processor.
      </p>
      <TextLink href="/history/postage?status=processing">Show {count === 1 ? 'it' : 'them'} in history</TextLink>
    </Notice>
  )
}

function LastVerification({ last, timeZone }: { last: Verification | null; timeZone: string }) {
  if (!last) return <p>The whole ledger has not been verified yet. It is every night, by itself.</p>
  const well = last.problems.length === 0
  return (
    <>
      <Fact good={well} title={well ? 'All is well' : 'Your team’s ledger has differences'}>
        <p>
          <Moment at={last.finishedAt} timeZone={timeZone} />, by itself: {counted(last.entries, 'entry', 'entries')} of{' '}
          {counted(last.teams, 'team', 'teams')} in {seconds(last.finishedAt.getTime() - last.startedAt.getTime())}.
        </p>
        {!well && <Differences of={last.problems} />}
      </Fact>
      <p className="mt-3 text-muted">
        Every night the whole ledger is verified again. Differences are written to the log as an error.
      </p>
    </>
  )
}

function ProtectionFacts({ of: { mayWrite, refusedByTables } }: { of: Protection }) {
  return (
    <>
      <li>
        {refusedByTables ? (
          <Fact good title="The tables refuse every change">
            Transfers, entries and the audit log take new rows only, from every login, their owner included.
          </Fact>
        ) : (
          <Fact good={false} title="The tables do not refuse changes">
            A trigger that keeps history append-only is missing or switched off. Start the server again: it puts them
            back.
          </Fact>
        )}
      </li>
      <li>
        {mayWrite ? (
          <Fact good={false} title="One login for everything">
            The application uses the login that owns the tables. With a second one (DATABASE_OWNER_URL) it could not
            write money or history at all but through the ledger’s functions. docs/deploy.md says how.
          </Fact>
        ) : (
          <Fact good title="Two logins">
            The application’s own login cannot write money or history but through the ledger’s functions.
          </Fact>
        )}
      </li>
    </>
  )
}

function Fact({ good, title, children }: { good: boolean; title: string; children: ReactNode }) {
  const Icon = good ? ShieldCheck : ShieldAlert
  return (
    <div className="flex gap-3">
      <Icon size={22} aria-hidden="true" className={`mt-px shrink-0 ${good ? 'text-green' : 'text-amber'}`} />
      <div className="min-w-0 tabular-nums wrap-anywhere">
        <p className="font-semibold">{title}</p>
        <div className="text-muted">{children}</div>
      </div>
    </div>
  )
}

function Differences({ of: differences }: { of: string[] }) {
  return (
    <ul className="mt-2 list-disc pl-5 text-ink">
      {differences.slice(0, 20).map((difference) => (
        <li key={difference}>{difference}</li>
      ))}
      {differences.length > 20 && <li>and {differences.length - 20} more</li>}
    </ul>
  )
}

const counted = (number: number, one: string, many: string) =>
  `${number.toLocaleString('en-US')} ${number === 1 ? one : many}`
const seconds = (milliseconds: number) =>
  milliseconds < 1000 ? 'less than a second' : counted(Math.round(milliseconds / 1000), 'second', 'seconds')
