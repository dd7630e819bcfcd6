import { Plus } from 'lucide-react'
import Link from 'next/link'
import { formatMoney } from '@/lib/money'

export type BalanceBoxProps = { layout: 'new' | 'classic'; balance: number; canAddPostage: boolean }

const PLUS = 'grid w-[46px] place-items-center rounded-r-xl bg-accent text-accent-ink'

/**
 * The balance as it stands in the upper right of every screen, and for those who may the way to add to it: a + beside it,
 * or in the classic layout the balance itself. Elsewhere it leads to its history.
 */
export function BalanceBox({ layout, balance, canAddPostage }: BalanceBoxProps) {
  const opens = layout === 'classic' && canAddPostage
  const plus = <Plus size={22} aria-hidden="true" />
  return (
    <div className="flex items-stretch rounded-xl border border-edge/60 bg-card">
      <Link
        href={opens ? '/postage/add' : '/history/postage'}
        className="group flex rounded-xl leading-[1.15] no-underline hover:bg-soft"
      >
        <span className="flex min-h-[46px] flex-col justify-center px-3 sm:px-3.5">
          <span className="text-[11.5px] text-muted">USPS postage balance</span>{' '}
          <b className="text-[17px] font-bold tabular-nums">{formatMoney(balance)}</b>
        </span>
        {opens && (
          <>
            <span className="sr-only">, add postage</span>
            <span className={`${PLUS} -m-px ml-0 group-hover:bg-accent-deep`}>{plus}</span>
          </>
        )}
      </Link>
      {canAddPostage && !opens && (
        <Link href="/postage/add" aria-label="Add postage" className={`${PLUS} -m-px hover:bg-accent-deep`}>
          {plus}
        </Link>
      )}
    </div>
  )
}
