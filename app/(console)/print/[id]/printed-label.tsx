import type { ReactNode } from 'react'
import { CARRIERS, type Carrier } from '@/lib/labels/rules/print-values'
import { NO_REAL_MONEY } from '@/lib/payments/rules/mode-words'
import { BigMoney } from '@/app/ui/big-money'
import { Moment } from '@/app/ui/moment'
import { Postmark } from '@/app/ui/postmark'
import { Stamp } from '@/app/ui/stamp'

export type PrintedLabelProps = {
  label: {
    carrier: Carrier
    service: string | null
    amount: number
    reference: string | null
    costAccount: string | null
    performedBy: string
    createdAt: Date
    /** No real money moved. */
    isTest: boolean
  }
  teamName: string
  timeZone: string
}

/**
 * The printed sheet. It says across its whole width that it is a sample, because what Indicia prints is not postage.
 */
export function PrintedLabel({ label, teamName, timeZone }: PrintedLabelProps) {
  const isUsps = label.carrier === 'usps'
  return (
    <Stamp>
      <section aria-label="Label" className="px-5 py-6 sm:px-9 sm:py-8 print:px-6 print:py-6">
        <div className="flex flex-wrap items-start justify-between gap-x-8 gap-y-4">
          <div className="min-w-0 flex-1 basis-[220px]">
            <p className="text-xs text-muted">From</p>
            <p className="font-medium wrap-anywhere">{teamName}</p>
            <p className="mt-5 text-3xl font-bold">{CARRIERS[label.carrier]}</p>
            {label.service && <p className="mt-1.5 text-lg wrap-anywhere">{label.service}</p>}
          </div>
          <div className="relative min-w-[190px] border-2 border-ink px-5 pt-3 pb-3.5 text-right">
            <p className="text-xs text-muted">{isUsps ? 'Postage' : 'Charged'}</p>
            <BigMoney cents={label.amount} className="text-4xl" />
            <p className="mt-1 text-xs text-muted">
              {isUsps ? 'from the balance' : `own ${CARRIERS[label.carrier]} account`}
            </p>
          </div>
        </div>
        <p className="my-6 border-y-[3px] border-red py-3 text-center text-lg sm:text-3xl font-bold text-red print:text-2xl">
          SAMPLE – NOT VALID POSTAGE
        </p>
        {label.isTest && <p className="-mt-2 mb-6 text-center font-medium">{NO_REAL_MONEY}</p>}
        <div className="flex flex-wrap-reverse items-end justify-between gap-x-6 gap-y-4">
          <dl className="grid min-w-0 flex-1 basis-[260px] grid-cols-[auto_minmax(0,1fr)] gap-x-5 gap-y-1.5">
            <Fact label="Reference">{label.reference ?? 'None'}</Fact>
            <Fact label="Cost account">{label.costAccount ?? 'None'}</Fact>
            <Fact label="Printed">
              <Moment at={label.createdAt} timeZone={timeZone} exact />
            </Fact>
            <Fact label="By">{label.performedBy}</Fact>
          </dl>
          <Postmark
            at={label.createdAt}
            timeZone={timeZone}
            teamName={teamName}
            word="Sample"
            className="-my-2 w-[180px] text-red opacity-85"
          />
        </div>
      </section>
    </Stamp>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{label}</dt>
      <dd className="wrap-anywhere">{children}</dd>
    </>
  )
}
