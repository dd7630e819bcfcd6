import Link from 'next/link'
import type { ReactNode } from 'react'
import { formatMoney } from '@/lib/rules/money'
import { headroom, type QuoteAccount } from '@/lib/refills/rules/quote'
import { BalanceBar } from '../balance/balance-bar'
import { BigMoney } from '@/app/ui/big-money'
import { ButtonLink } from '@/app/ui/button-link'
import { CancelLines } from '@/app/ui/cancel-lines'
import { Stamp } from '@/app/ui/stamp'

export type QuickAmount = { label: string; href: string }

export type BalanceHeroProps = {
  account: QuoteAccount
  /** What there is to say besides the figure: how long it lasts, what is held. */
  notes: ReactNode
  /** Empty for those who may not add postage. */
  quickAmounts: QuickAmount[]
  canPrint: boolean
  /** What stands in place of the quick amounts: who can add postage, or why nothing can be added. */
  children?: ReactNode
}

/** The balance on its stamp: one number, the room against the limit, and the way to add. */
export function BalanceHero({ account, notes, quickAmounts, canPrint, children }: BalanceHeroProps) {
  const room = Math.max(0, headroom(account))
  return (
    <Stamp>
      <section
        aria-labelledby="available-postage"
        className="relative grid items-end gap-x-12 gap-y-7 px-5 py-6 sm:px-8 sm:py-8 md:grid-cols-[1.05fr_1fr]"
      >
        <div className="relative">
          <CancelLines className="pointer-events-none absolute top-5 right-0 hidden w-[190px] -rotate-6 text-red opacity-40 lg:block" />
          <h1 id="available-postage" className="text-muted">
            Available postage
          </h1>
          <BigMoney cents={account.available} className="mt-1 text-5xl sm:text-6xl" />
          {notes}
          {canPrint && (
            <ButtonLink href="/print" kind="primary" className="mt-5">
              Print postage
            </ButtonLink>
          )}
        </div>
        <div>
          <BalanceBar {...account} />
          <p className="mt-2.5 flex flex-wrap justify-between gap-x-4 text-muted tabular-nums">
            <span>
              room for {formatMoney(room)} of {formatMoney(account.limit)}
            </span>
          </p>
          {quickAmounts.length > 0 && (
            <ul className="mt-4 flex flex-wrap gap-2">
              {quickAmounts.map((quick) => (
                <li key={quick.href}>
                  <Link
                    href={quick.href}
                    className="inline-flex min-h-[44px] items-center rounded-[10px] border border-edge/60 px-4 font-medium tabular-nums no-underline hover:border-accent hover:bg-soft print:hidden"
                  >
                    {quick.label}
                  </Link>
                </li>
              ))}
            </ul>
          )}
          {children && <div className="mt-4">{children}</div>}
        </div>
      </section>
    </Stamp>
  )
}
