import Link from 'next/link'

const TABS = [
  { key: 'postage', label: 'Postage', href: '/history/postage' },
  { key: 'labels', label: 'Labels', href: '/history/labels' },
] as const

/** The two sides of the balance: what was added to it, and what was printed with it. */
export function HistoryTabs({ current }: { current: (typeof TABS)[number]['key'] }) {
  return (
    <nav aria-label="History" className="flex gap-1 border-b border-line print:hidden">
      {TABS.map(({ key, label, href }) => (
        <Link
          key={key}
          href={href}
          aria-current={key === current ? 'page' : undefined}
          className="-mb-px inline-flex min-h-[44px] items-center border-b-2 border-transparent px-4 text-muted no-underline hover:border-edge hover:text-ink aria-[current]:border-accent aria-[current]:font-medium aria-[current]:text-ink"
        >
          {label}
        </Link>
      ))}
    </nav>
  )
}
