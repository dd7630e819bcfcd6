import { Plus } from 'lucide-react'
import Link from 'next/link'
import { formatMoney } from '@/lib/rules/money'

export type BalanceBoxProps = { layout: 'new' | 'classic'; balance: number; canAddPostage: boolean; current?: boolean }

const BOX = 'flex min-h-[48px] rounded-xl leading-tight no-underline'
const FILLED = 'bg-accent text-accent-ink hover:bg-accent-deep forced-colors:border'

/**
 * The balance in the upper right of every screen. People who can add postage get a + next to it, or in the classic
 * layout the balance itself opens Add postage. Otherwise it links to the balance page.
 */
export function BalanceBox({ layout, balance, canAddPostage, current = false }: BalanceBoxProps) {
  const plus = <Plus size={22} aria-hidden="true" />
  if (layout === 'classic' && canAddPostage) {
    return (
      <Link href="/postage/add" className={`${BOX} ${FILLED} items-center pr-3`}>
        <Figures balance={balance} />
        {plus}
        <span className="sr-only">, add postage</span>
      </Link>
    )
  }
  return (
    <div className="flex items-stretch rounded-xl border border-edge/60 bg-card">
      <Link
        href="/balance"
        aria-current={current ? 'page' : undefined}
        className={`${BOX} -my-px hover:bg-soft aria-[current]:bg-soft`}
      >
        <Figures balance={balance} label="text-muted" />
      </Link>
      {canAddPostage && (
        <Link
          href="/postage/add"
          aria-label="Add postage"
          className={`${FILLED} -m-px grid w-[46px] place-items-center rounded-r-xl`}
        >
          {plus}
        </Link>
      )}
    </div>
  )
}

function Figures({ balance, label = '' }: { balance: number; label?: string }) {
  return (
    <span className="flex flex-col justify-center px-3 sm:px-3.5">
      <span className={`text-2xs ${label}`}>USPS postage balance</span>{' '}
      <b className="text-lg font-bold tabular-nums">{formatMoney(balance)}</b>
    </span>
  )
}
