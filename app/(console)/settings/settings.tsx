import { ChevronDown } from 'lucide-react'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { Notice } from '@/app/ui/notice'
import { PageHeading } from '@/app/ui/page-heading'
import type { Member } from '@/lib/auth/current-member'
import { may } from '@/lib/auth/rules/permissions'
import { Console } from '../shell/console'
import { sections, type SettingsSection } from './sections'

type SettingsProps = {
  member: Member
  current: SettingsSection
  title: string
  /** A line under the title. */
  text?: ReactNode
  /** What was just done, in words; from a table of the page, never from its address. */
  done?: ReactNode
  /** Why what was asked for was not done, from such a table too. */
  refused?: string | null
  actions?: ReactNode
  children: ReactNode
}

/** The frame of each part of Settings: the list of parts beside it, and what was just done on top. */
export function Settings({ member, current, title, text, done, refused, actions, children }: SettingsProps) {
  const mayChange = may(member.role, 'settings:write')
  const parts = sections
    .filter((section) => mayChange || 'forAll' in section)
    .map(({ key, label }) => (
      <Link
        key={key}
        href={`/settings/${key}`}
        aria-current={key === current ? 'page' : undefined}
        className="flex min-h-[44px] items-center rounded-lg px-3 text-muted no-underline hover:bg-soft hover:text-ink aria-[current]:bg-soft aria-[current]:font-medium aria-[current]:text-ink"
      >
        {label}
      </Link>
    ))
  return (
    <Console member={member} current="settings">
      <div className="grid items-start gap-x-10 gap-y-6 lg:grid-cols-[200px_minmax(0,1fr)]">
        <nav aria-label="Settings" className="hidden gap-1 lg:grid print:hidden">
          {parts}
        </nav>
        {/* On a narrow screen the list is folded away: one came for what stands under it. Another part folds it again. */}
        <nav aria-label="Settings" className="lg:hidden print:hidden">
          <details key={current} className="group rounded-[10px] border border-edge/60 bg-card">
            <summary className="flex min-h-[44px] cursor-pointer list-none items-center justify-between rounded-[10px] px-4 font-medium hover:bg-soft">
              All settings
              <ChevronDown
                size={18}
                aria-hidden="true"
                className="text-muted transition-transform group-open:rotate-180"
              />
            </summary>
            <div className="grid gap-1 border-t border-line p-2 sm:grid-cols-2">{parts}</div>
          </details>
        </nav>
        <div className="grid min-w-0 gap-6">
          <PageHeading title={title} actions={actions}>
            {text}
          </PageHeading>
          {done && <Notice kind="success">{done}</Notice>}
          {refused && <Notice kind="warn">{refused}</Notice>}
          {children}
        </div>
      </div>
    </Console>
  )
}
