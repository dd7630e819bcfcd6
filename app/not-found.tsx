import type { Metadata } from 'next'
import { ErrorPanel } from '@/app/ui/error-panel'
import { NOT_FOUND } from './not-found-text'

export const metadata: Metadata = { title: 'Not found · Indicia' }

/** 404. Next renders this beside every page: it reads nothing. */
export default function NotFound() {
  return (
    <main className="px-4">
      <ErrorPanel {...NOT_FOUND} />
    </main>
  )
}
