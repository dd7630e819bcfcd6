import { Inbox } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { BalanceBox } from './balance-box'
import { BrandMark } from './brand-mark'
import { PersonMenu, type HeaderPerson } from './person-menu'

export type HeaderSection = 'home' | 'print' | 'history' | 'settings' | 'help'

export type HeaderProps = {
  /** The section that this screen belongs to, if any. */
  current?: HeaderSection | null
  /** In the classic layout the balance itself opens Add postage. */
  layout: 'new' | 'classic'
  balance: number
  canAddPostage: boolean
  canPrint: boolean
  /** Requests for postage that wait for this person, an admin. */
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

/** Over every screen. On a narrow one the navigation takes a second row; the balance keeps the upper right. */
export function Header({ current, layout, balance, canAddPostage, canPrint, openRequests, person, teamName, signOut }: HeaderProps) {
  return (
    <header className="border-b border-line bg-card print:hidden">
      <div className="mx-auto flex max-w-[1264px] flex-wrap items-center gap-x-3 px-4 sm:h-[68px] sm:flex-nowrap sm:gap-x-5 sm:px-8">
        <Link
          href="/"
          className="flex min-h-[60px] items-center gap-2.5 font-[650] tracking-[-0.01em] no-underline sm:min-h-[44px]"
        >
          <BrandMark />
          Indicia
        </Link>
        <nav
          aria-label="Main"
          className="order-3 -mx-1.5 flex flex-1 py-1.5 max-sm:basis-[60%] sm:order-none sm:mx-0 sm:flex-none sm:gap-1"
        >
          {SECTIONS.filter(({ key }) => canPrint || key !== 'print').map((section) => (
            <Link
              key={section.key}
              href={section.href}
              aria-current={section.key === current ? 'page' : undefined}
              className="flex min-h-[44px] min-w-[44px] items-center justify-center rounded-lg px-1.5 text-[14px] text-muted no-underline hover:bg-soft hover:text-ink sm:px-3 sm:text-[15px] aria-[current]:bg-soft aria-[current]:font-[550] aria-[current]:text-ink"
            >
              {section.label}
            </Link>
          ))}
        </nav>
        {openRequests > 0 && <RequestsLink count={openRequests} />}
        <div className="ml-auto">
          <BalanceBox layout={layout} balance={balance} canAddPostage={canAddPostage} />
        </div>
        <div className="order-4 sm:order-none">
          <PersonMenu person={person} teamName={teamName} signOut={signOut} />
        </div>
      </div>
    </header>
  )
}

/** Only where something waits. On a narrow screen it has a row of its own; in between, the figure has to do. */
function RequestsLink({ count }: { count: number }) {
  return (
    <Link
      href="/requests"
      className="order-5 mb-2 flex min-h-[44px] basis-full items-center justify-center gap-2 rounded-lg bg-amber/12 px-3 font-[550] whitespace-nowrap text-amber tabular-nums no-underline hover:bg-amber/20 sm:order-none sm:mb-0 sm:basis-auto"
    >
      <Inbox size={18} aria-hidden="true" />
      <span>
        {count}
        <span className="sm:max-lg:sr-only">
          {count === 1 ? ' request' : ' requests'}
          <span className="sm:sr-only"> for postage</span>
        </span>
      </span>
    </Link>
  )
}
