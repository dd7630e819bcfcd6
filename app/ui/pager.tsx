import { ArrowLeft, ArrowRight } from 'lucide-react'
import { ButtonLink } from './button-link'

export type PagerProps = { newerHref: string | null; olderHref: string | null }

/** Between pages of a list that is read by cursor: no page numbers, because none would stay true. */
export function Pager({ newerHref, olderHref }: PagerProps) {
  if (newerHref === null && olderHref === null) return null
  return (
    <nav aria-label="Pages" className="flex justify-between gap-3 print:hidden">
      {newerHref !== null && (
        <ButtonLink href={newerHref} rel="prev">
          <ArrowLeft size={18} aria-hidden="true" />
          Newer
        </ButtonLink>
      )}
      {olderHref !== null && (
        <ButtonLink href={olderHref} rel="next" className="ml-auto">
          Older
          <ArrowRight size={18} aria-hidden="true" />
        </ButtonLink>
      )}
    </nav>
  )
}
