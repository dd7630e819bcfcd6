import { ShieldAlert, ShieldCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import { Card } from '@/app/ui/card'
import { CopyText } from '@/app/ui/copy-text'
import { Moment } from '@/app/ui/moment'
import { Notice } from '@/app/ui/notice'
import { OperatorDetails } from '@/app/ui/operator-details'
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
import { emptyForm } from '@/lib/forms/rules/form-state'
import { checkEndpoint } from '@/lib/payments/check-endpoint'
import { Settings } from '../settings'
import { EndpointNotice } from './endpoint-notice'
import { ReconciliationCard } from './reconciliation-card'
import { verifyNow } from './verify-now'

type Query = Record<string, string | string[] | undefined>

/** The last verification of the ledger, the protection of its tables, and how to verify it without Indicia. */
export default async function Ledger({ searchParams }: { searchParams: Promise<Query> }) {
  const member = await requireMember('/settings/ledger', 'settings:write')
  const { verified } = await searchParams
  const [last, protection, head, waiting, now, reconciliation, endpoint] = await Promise.all([
    readLastVerification(member.teamId),
    readProtection(),
    readHead(member.teamId),
    readWaitingPayments(member.teamId),
    typeof verified === 'string' && /^\d{1,15}$/.test(verified)
      ? findAuditEntry(member.teamId, Number(verified))
      : null,
    env().stripe ? readLastReconciliation() : null,
    checkEndpoint(),
  ])
  const headText = `${head.seq}:${head.hash}`
  return (
    <Settings member={member} current="ledger" title="Ledger" text="The record of all your team’s postage.">
      {now?.action === 'ledger.verified' && <VerifiedNow entry={now} timeZone={member.timeZone} />}
      {waiting.since && <Waiting {...waiting} since={waiting.since} timeZone={member.timeZone} />}
      {endpoint && endpoint.status !== 'right' && <EndpointNotice check={endpoint} />}
      <Card title="Last verification">
        <LastVerification last={last} timeZone={member.timeZone} />
        <div className="mt-5 border-t border-dashed border-edge/60 pt-5">
          <PostedForm action={verifyNow} initial={emptyForm} title="Ledger · Settings" submit="Verify now">
            <p className="text-muted">
              Recompute every balance, hash, and pending total of your team’s ledger from its entries.
            </p>
          </PostedForm>
        </div>
      </Card>
      {env().stripe && <ReconciliationCard last={reconciliation} teamId={member.teamId} timeZone={member.timeZone} />}
      <OperatorDetails open={protection.mayWrite || !protection.refusedByTables}>
        <Card title="Protection">
          <ul className="grid gap-4">
            <ProtectionFacts of={protection} />
          </ul>
        </Card>
        <Card title="Latest entry" action={head.seq > 0 && <CopyText text={headText} label="Copy number and hash" />}>
          {head.seq > 0 ? (
            <>
              <p>
                <code className="block rounded-lg bg-soft px-3 py-2.5 text-sm wrap-anywhere select-all">
                  {headText}
                </code>
              </p>
              <p className="mt-3 text-muted">
                This is the number and hash of the latest entry. Save it outside the database, such as in an email, a
                ticket, or on paper. It can prove later that no earlier entry was changed.
              </p>
            </>
          ) : (
            <p className="text-muted">
              There are no entries yet. The number and hash of the latest entry will appear here after the first refill.
            </p>
          )}
        </Card>
        <Card title="Verify it yourself">
          <p>The operator of this installation can export all entries and check a saved number and hash:</p>
          <pre className="mt-3 grid gap-2 rounded-lg bg-soft px-3 py-2.5 text-sm whitespace-pre-wrap wrap-anywhere">
            <code className="select-all">{`npm run -s cli -- ledger export --team ${head.slug} > ledger.jsonl`}</code>
            <code className="select-all">{`npm run -s cli -- ledger verify --team ${head.slug} --head SEQ:HASH`}</code>
          </pre>
          <p className="mt-3 text-muted">
            You can verify an export without Indicia, with a shell and <code>sha256sum</code>. See{' '}
            <code>docs/verify-ledger.md</code>.
          </p>
        </Card>
      </OperatorDetails>
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
      <Notice kind="success" title="No differences found">
        Your team’s ledger was verified. {checked}
      </Notice>
    )
  return (
    <Notice kind="warn" title="The ledger has differences">
      <p>{checked} Contact the operator of this installation. Do not delete anything.</p>
      <Differences of={differences} />
    </Notice>
  )
}

type WaitingProps = WaitingPayments & { since: Date; timeZone: string }

/** Card payments whose outcome only the processor knows. The operator should check them there. */
function Waiting({ count, since, asked, timeZone }: WaitingProps) {
  return (
    <Notice kind="warn" title={count === 1 ? 'A card payment is not confirmed' : 'Card payments are not confirmed'}>
      <p>
        {count === 1
          ? '1 card payment has been unconfirmed'
          : `${count} card payments have been unconfirmed, the oldest`}{' '}
        since <Moment at={since} timeZone={timeZone} />. Indicia has checked with the processor{' '}
        {counted(asked, 'time', 'times')}. Checking never charges twice. Room in the balance stays reserved. The
        operator of this installation should check the processor.
      </p>
      <TextLink href="/history/postage?status=processing">Show {count === 1 ? 'it' : 'them'} in history</TextLink>
    </Notice>
  )
}

function LastVerification({ last, timeZone }: { last: Verification | null; timeZone: string }) {
  if (!last) return <p>The whole ledger has not been verified yet. It is verified automatically every night.</p>
  const well = last.problems.length === 0
  return (
    <>
      <Fact good={well} title={well ? 'No differences found' : 'Your team’s ledger has differences'}>
        <p>
          <Moment at={last.finishedAt} timeZone={timeZone} />, automatically:{' '}
          {counted(last.entries, 'entry', 'entries')} of {counted(last.teams, 'team', 'teams')} in{' '}
          {seconds(last.finishedAt.getTime() - last.startedAt.getTime())}.
        </p>
        {!well && <Differences of={last.problems} />}
      </Fact>
      <p className="mt-3 text-muted">The whole ledger is verified every night. Differences are logged as errors.</p>
    </>
  )
}

function ProtectionFacts({ of: { mayWrite, refusedByTables } }: { of: Protection }) {
  return (
    <>
      <li>
        {refusedByTables ? (
          <Fact good title="Tables are append-only">
            Transfers, entries, and the audit log accept only new rows. This applies to every login, including the
            owner.
          </Fact>
        ) : (
          <Fact good={false} title="Tables are not append-only">
            A trigger that keeps the history append-only is missing or disabled. Restart the server to restore it.
          </Fact>
        )}
      </li>
      <li>
        {mayWrite ? (
          <Fact good={false} title="One login for everything">
            The application uses the login that owns the tables. With a separate owner login (DATABASE_OWNER_URL), the
            application can write money and history only through the ledger’s functions. See docs/deploy.md.
          </Fact>
        ) : (
          <Fact good title="Two logins">
            The application’s login can write money and history only through the ledger’s functions.
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
