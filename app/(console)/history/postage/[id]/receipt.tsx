import type { ReactNode } from 'react'
import type { RefillStatus } from '@/db/queries/refills'
import { NO_REAL_MONEY } from '@/lib/payments/rules/mode-words'
import { formatMoney, formatSignedMoney } from '@/lib/rules/money'
import { Fact } from '@/app/ui/fact'
import { Moment } from '@/app/ui/moment'
import { Postmark } from '@/app/ui/postmark'
import { PrintButton } from '@/app/ui/print-button'
import { afterReturns } from '../after-returns'
import type { RefillRow } from '../refill-table'
import { Stamp } from '@/app/ui/stamp'
import { RefillTag } from '../refill-tag'
import { CostAccountFact } from './cost-account-fact'

export type ReceiptRefill = RefillRow & {
  balanceBefore: number | null
  memo: string | null
  /** In words: `Web`, `API`, `Automatic`. */
  source: string
  /** Why it failed, in words for the person. */
  failure: string | null
  /** It was made again from the processor's books. */
  recovered: boolean
  /** Its bank asks the person for a confirmation. */
  actionUrl: string | null
  /** No real money moved. */
  isTest: boolean
}

export type ReceiptProps = {
  refill: ReceiptRefill
  teamName: string
  /** The team's own line; empty for none. */
  teamLine: string
  timeZone: string
  /** Where to go from here: links beside the print button. */
  actions?: ReactNode
}

/** What a receipt is called, by what became of the refill. */
export const RECEIPT_TITLES: Record<RefillStatus, string> = {
  processing: 'Postage pending',
  posted: 'Postage added',
  failed: 'Postage was not added',
  reversed: 'Postage was reversed',
}

/** What became of a refill, with every figure: the confirmation, and the sheet that is printed and filed. */
export function Receipt({ refill, teamName, teamLine, timeZone, actions }: ReceiptProps) {
  const { status } = refill
  return (
    <article aria-labelledby="receipt-title" className="mx-auto w-full max-w-[720px]">
      <Stamp>
        <div className="px-5 py-6 sm:px-9 sm:py-8">
          <div className="flex flex-wrap-reverse items-start justify-between gap-x-6 gap-y-4">
            <div className="min-w-0 flex-1 basis-[280px]">
              <p className="text-muted wrap-anywhere">{teamName} · Postage receipt</p>
              {teamLine && <p className="text-muted wrap-anywhere">{teamLine}</p>}
              <h1 id="receipt-title" className="mt-1 text-2xl font-semibold">
                {RECEIPT_TITLES[status]}
              </h1>
              <div className="mt-2 max-w-[52ch] tabular-nums">
                <Outcome refill={refill} />
                {refill.isTest && <p className="mt-2 font-medium text-amber">{NO_REAL_MONEY}</p>}
              </div>
            </div>
            {(status === 'posted' || status === 'reversed') && (
              <Postmark
                at={refill.createdAt}
                timeZone={timeZone}
                teamName={teamName}
                word={status === 'posted' ? 'Posted' : 'Reversed'}
                className={`-my-1 w-[200px] shrink-0 opacity-85 ${status === 'posted' ? 'text-red' : 'text-grey'}`}
              />
            )}
          </div>
          <ReceiptFigures refill={refill} timeZone={timeZone} />
        </div>
      </Stamp>
      <div className="mt-5 flex flex-wrap gap-2.5 print:hidden">
        {status !== 'processing' && <PrintButton />}
        {actions}
      </div>
    </article>
  )
}

function Outcome({ refill }: { refill: ReceiptRefill }) {
  const amount = formatMoney(refill.amount)
  switch (refill.status) {
    case 'posted':
      return <Added refill={refill} />
    case 'processing':
      if (refill.actionUrl)
        return <p>The payment needs confirmation. Nothing is charged without it. Room for the {amount} is reserved.</p>
      return (
        <p>
          The payment of {formatMoney(refill.totalCharged)} is not confirmed yet. Room for the {amount} is reserved. You
          do not need to do anything. This page refreshes automatically. Do not add the same postage again.
        </p>
      )
    case 'failed':
      return (
        <>
          <p>{refill.failure ?? 'The payment did not go through.'}</p>
          <p className="text-muted">Nothing was charged, and the balance did not change.</p>
        </>
      )
    case 'reversed':
      return (
        <p>
          The cardholder disputed this payment with their bank, which took all of it back. The amounts below are those
          of the original refill.
        </p>
      )
  }
}

/** What was added, and what of it has gone back since. */
function Added({ refill }: { refill: ReceiptRefill }) {
  const { refunded, disputed, recovered } = refill
  const amount = formatMoney(refill.amount)
  return (
    <>
      {refunded === refill.amount ? (
        <p>{amount} of postage was added, and all of it was refunded to the card.</p>
      ) : refunded > 0 ? (
        <p>
          {amount} of postage was added; {formatMoney(refunded)} of it was refunded to the card.
        </p>
      ) : (
        <p>{amount} of postage was added to the balance.</p>
      )}
      {disputed > 0 && (
        <p>Partly disputed: the cardholder’s bank took {formatMoney(disputed)} of it back. See the disputes below.</p>
      )}
      {recovered && (
        <p className="text-muted">
          This refill was missing after a backup was restored. It was recovered from the card processor’s records.
        </p>
      )}
    </>
  )
}

function ReceiptFigures({ refill, timeZone }: { refill: ReceiptRefill; timeZone: string }) {
  const { status } = refill
  const after = afterReturns(refill)
  const failed = status === 'failed'
  return (
    <div className="mt-6 border-t border-dashed border-edge/60 pt-4 tabular-nums">
      <dl>
        <Fact label="Reference">
          <span className="normal-nums select-all">{refill.reference}</span>
        </Fact>
        <Fact label="Date">
          <Moment at={refill.createdAt} timeZone={timeZone} exact />
        </Fact>
        <Fact label="Status">
          <RefillTag status={status} />
        </Fact>
        <Fact label="Performed by">
          {refill.performedBy} <span className="text-muted">({refill.source})</span>
        </Fact>
        <Fact label="Payment method">{refill.methodLabel}</Fact>
        <CostAccountFact refill={refill} />
        {refill.memo && <Fact label="Note">{refill.memo}</Fact>}
      </dl>
      <dl className="mt-3 border-t border-dashed border-edge/60 pt-3">
        {refill.balanceBefore !== null && <Figure label="Balance before">{formatMoney(refill.balanceBefore)}</Figure>}
        <Figure label="Postage">{failed ? formatMoney(refill.amount) : formatSignedMoney(refill.amount)}</Figure>
        {!failed && (
          <>
            <Figure label={refill.fee > 0 ? 'Administrative fee (charged, not added)' : 'Fee'}>
              {formatMoney(refill.fee)}
            </Figure>
            <Figure label={status === 'processing' ? 'Total to be charged' : 'Total charged'}>
              {formatMoney(refill.totalCharged)}
            </Figure>
          </>
        )}
        {refill.balanceAfter !== null && (
          <Figure label="Balance after" strong>
            {formatMoney(refill.balanceAfter)}
          </Figure>
        )}
        {refill.refunded + refill.refundedFee > 0 && (
          <Figure label={refill.refundedFee > 0 ? 'Refunded to card, including fee' : 'Refunded to card'}>
            {formatMoney(refill.refunded + refill.refundedFee)}
          </Figure>
        )}
        {refill.disputed + refill.disputedFee > 0 && (
          <Figure label={refill.disputedFee > 0 ? 'Taken by disputes, including fee' : 'Taken by disputes'}>
            {formatMoney(refill.disputed + refill.disputedFee)}
          </Figure>
        )}
        {after && (
          <Figure label={`Total ${after}`} strong>
            {formatMoney(refill.net + refill.netFee)}
          </Figure>
        )}
      </dl>
    </div>
  )
}

type FigureProps = { label: string; strong?: boolean; children: ReactNode }

/** An amount never breaks; its label does, where there is no room for both. */
function Figure({ label, strong = false, children }: FigureProps) {
  return (
    <div className={`flex items-baseline justify-between gap-5 py-[5px] ${strong ? 'text-lg font-semibold' : ''}`}>
      <dt className={strong ? '' : 'text-muted'}>{label}</dt>
      <dd className="whitespace-nowrap">{children}</dd>
    </div>
  )
}
