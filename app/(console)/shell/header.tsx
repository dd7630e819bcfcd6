import { Inbox } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { BalanceBox } from './balance-box'
import { BrandMark } from '@/app/ui/brand-mark'
import { PersonMenu, type HeaderPerson } from './person-menu'

export type HeaderSection = 'home' | 'balance' | 'print' | 'history' | 'settings' | 'help'

export type HeaderProps = {
  /** The section that this screen belongs to, if any. */
  current?: HeaderSection | null
  /** In the classic layout the balance itself opens Add postage. */
  layout: 'new' | 'classic'
  balance: number
  canAddPostage: boolean
  canPrint: boolean
  /** Postage requests that wait for this person, an admin. */
  openRequests: number
  person: HeaderPerson
  teamName: string
  /** A form with its button: the page owns what signing out does. */
  signOut: ReactNode
}

const SECTIONS: { key: HeaderSection; label: string; href: string }[] = [
  { key: 'home', label: 'Home', href: '/' },
  { key: 'print', label: 'Print', href: '/print' },
  { key: 'history', label: 'History', href: '/history/postage' },
  { key: 'settings', label: 'Settings', href: '/settings' },
  { key: 'help', label: 'Help', href: '/help' },
]

/** Over every screen. Where one row is too narrow the navigation takes a second; the balance keeps the upper right. */
export function Header({
  current,
  layout,
  balance,
  canAddPostage,
  canPrint,
  openRequests,
  person,
  teamName,
  signOut,
}: HeaderProps) {
  return (
    <header className="border-b border-line bg-card print:hidden">
      <div className="mx-auto flex max-w-[1264px] flex-wrap items-center gap-x-3 px-4 sm:px-8 lg:h-[68px] lg:flex-nowrap lg:gap-x-5">
        <Link href="/" className="flex min-h-[60px] items-center gap-2.5 font-semibold no-underline lg:min-h-[44px]">
          <BrandMark />
          Indicia
        </Link>
        {/* As wide as its row but for the person: it never fits beside what stands above. */}
        <nav
          aria-label="Main"
          className="order-3 -mx-1.5 flex flex-1 py-1.5 max-lg:basis-[calc(100%-60px)] sm:-mx-3 sm:gap-1 lg:order-none lg:mx-0 lg:flex-none"
        >
          {SECTIONS.filter(({ key }) => canPrint || key !== 'print').map((section) => (
            <Link
              key={section.key}
              href={section.href}
              aria-current={section.key === current ? 'page' : undefined}
              className="flex min-h-[44px] min-w-[44px] items-center justify-center rounded-lg px-1.5 text-sm text-muted no-underline hover:bg-soft hover:text-ink sm:px-3 sm:text-base aria-[current]:bg-soft aria-[current]:font-medium aria-[current]:text-ink"
            >
              {section.label}
            </Link>
          ))}
        </nav>
        {openRequests > 0 && <RequestsLink count={openRequests} />}
        <div className="ml-auto">
          <BalanceBox layout={layout} balance={balance} canAddPostage={canAddPostage} current={current === 'balance'} />
        </div>
        <div className="order-4 lg:order-none">
          <PersonMenu person={person} teamName={teamName} signOut={signOut} />
        </div>
      </div>
    </header>
  )
}

/** Only where something waits; in a row of its own where there is no room beside the navigation. */
function RequestsLink({ count }: { count: number }) {
  return (
    <Link
      href="/requests"
      className="order-5 mb-2 flex min-h-[44px] basis-full items-center justify-center gap-2 rounded-lg bg-amber/12 px-3 font-medium whitespace-nowrap text-amber tabular-nums no-underline hover:bg-amber/20 lg:order-none lg:mb-0 lg:basis-auto"
    >
      <Inbox size={18} aria-hidden="true" />
      <span>
        {count} {count === 1 ? 'request' : 'requests'}
        <span className="lg:sr-only"> for postage</span>
      </span>
    </Link>
  )
}
