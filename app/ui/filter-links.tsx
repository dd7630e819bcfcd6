import Link from 'next/link'

export type FilterLinksProps = { label: string; links: { label: string; href: string; current: boolean }[] }

/** A filter of a few choices that exclude each other: links, with the one in force marked. */
export function FilterLinks({ label, links }: FilterLinksProps) {
  return (
    <nav aria-label={label} className="flex flex-wrap gap-1 print:hidden">
      {links.map((link) => (
        <Link
          key={link.href}
          href={link.href}
          aria-current={link.current ? 'true' : undefined}
          className="inline-flex min-h-[44px] items-center rounded-lg px-4 text-muted no-underline hover:bg-soft hover:text-ink aria-[current]:bg-soft aria-[current]:font-medium aria-[current]:text-ink"
        >
          {link.label}
        </Link>
      ))}
    </nav>
  )
}
