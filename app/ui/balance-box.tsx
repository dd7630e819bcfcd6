import { Plus } from 'lucide-react'
import Link from 'next/link'
import { formatMoney } from '@/lib/money'

export type BalanceBoxProps = { balance: number; href?: string; canAddPostage: boolean }

/** The balance as it stands in the upper right of every screen; beside it, for those who may, the way to add to it. */
export function BalanceBox({ balance, href = '/history/postage', canAddPostage }: BalanceBoxProps) {
  return (
    <div className="flex items-stretch rounded-xl border border-edge/60 bg-card">
      <Link
        href={href}
        className="flex min-h-[46px] flex-col justify-center rounded-xl px-3 leading-[1.15] no-underline hover:bg-soft sm:px-3.5"
      >
        <span className="text-[11.5px] text-muted">USPS postage balance</span>{' '}
        <b className="text-[17px] font-bold tabular-nums">{formatMoney(balance)}</b>
      </Link>
      {canAddPostage && (
        <Link
          href="/postage/add"
          aria-label="Add postage"
          className="-m-px grid w-[46px] place-items-center rounded-r-xl bg-accent text-accent-ink hover:bg-accent-deep"
        >
          <Plus size={22} aria-hidden="true" />
        </Link>
      )}
    </div>
  )
}
