import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import { ErrorPanel } from '@/app/ui/error-panel'
import type { HeaderSection } from './header'
import { setResponseStatus } from '@/lib/current-response'
import type { Member } from '@/lib/auth/current-member'
import { Console } from './console'

type NotFoundPanelProps = {
  member: Member | null
  current?: HeaderSection
  title: string
  text: string
  action: ReactNode
}

/** 404, for members in the frame of the console; the same for what never was and for another team's. Words without a script, too. */
export function NotFoundPanel({ member, current, title, text, action }: NotFoundPanelProps) {
  if (!setResponseStatus(404)) notFound()
  const panel = <ErrorPanel title={title} text={text} action={action} />
  return member ? (
    <Console member={member} current={current}>
      {panel}
    </Console>
  ) : (
    <main className="px-4">{panel}</main>
  )
}
