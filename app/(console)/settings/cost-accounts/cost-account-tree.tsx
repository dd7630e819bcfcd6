import { CornerDownRight } from 'lucide-react'
import Link from 'next/link'

export type CostAccountRow = {
  id: string
  code: string
  name: string
  description: string | null
  active: boolean
  level: number
}

const INDENT: Record<number, string> = { 1: '', 2: 'pl-4 sm:pl-7', 3: 'pl-8 sm:pl-14' }

/** Cost accounts under each other; the level is heard as well as seen. Each leads to where it is changed. */
export function CostAccountTree({ rows }: { rows: CostAccountRow[] }) {
  return (
    <ul aria-label="Cost accounts" className="-my-1">
      {rows.map((row) => (
        <li
          key={row.id}
          className={`grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 border-line py-2.5 not-last:border-b ${INDENT[row.level]}`}
        >
          <div className="flex min-w-0 gap-2">
            {row.level > 1 && <CornerDownRight size={16} aria-hidden="true" className="mt-1 shrink-0 text-edge" />}
            <div className="min-w-0 wrap-anywhere">
              <p>
                <span className={row.active ? 'font-medium' : 'text-muted'}>
                  <bdi>{row.name}</bdi>
                </span>{' '}
                {row.level > 1 && <span className="sr-only">(level {row.level})</span>}
                {row.code !== row.name && (
                  <span className="text-muted">
                    <bdi>{row.code}</bdi>
                  </span>
                )}
              </p>
              {row.description && <p className="text-sm text-muted">{row.description}</p>}
            </div>
          </div>
          <div className="flex items-center gap-2 sm:gap-4">
            {!row.active && (
              <span className="rounded-full bg-grey/12 px-2.5 py-0.5 text-xs font-medium text-grey">Inactive</span>
            )}
            <Link
              href={`/settings/cost-accounts/${row.id}`}
              prefetch={false}
              aria-label={`Edit ${row.name}`}
              className="inline-flex min-h-[44px] min-w-[44px] items-center justify-center text-accent underline decoration-edge underline-offset-4 hover:decoration-current"
            >
              Edit
            </Link>
          </div>
        </li>
      ))}
    </ul>
  )
}
