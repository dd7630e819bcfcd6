import type { Metadata } from 'next'
import { NOT_FOUND } from '@/app/not-found-text'
import { currentMember } from '@/lib/auth/current-member'
import { NotFoundPanel } from '../shell/not-found-panel'

export const metadata: Metadata = { title: 'Not found · Indicia' }

/** Every address that nothing else answers to. Members find their way back in the header; others learn nothing. */
export default async function Unknown({ params }: { params: Promise<{ unknown: string[] }> }) {
  const { unknown } = await params
  const member = unknown[0] === 'api' ? null : await currentMember(`/${unknown.map(encodeURIComponent).join('/')}`)
  return <NotFoundPanel member={member} {...NOT_FOUND} />
}
