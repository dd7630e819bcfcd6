import { CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

export type NoticeKind = 'info' | 'success' | 'warn'

const LOOKS = {
  info: { look: 'border-l-accent', ink: 'text-accent', Icon: Info },
  success: { look: 'border-l-green', ink: 'text-green', Icon: CircleCheck },
  warn: { look: 'border-l-amber', ink: 'text-amber', Icon: TriangleAlert },
}

export type NoticeProps = { kind?: NoticeKind; title?: string; children: ReactNode }

/** Something to know before going on. Announced politely where it appears after the page. */
export function Notice({ kind = 'info', title, children }: NoticeProps) {
  const { look, ink, Icon } = LOOKS[kind]
  return (
    <div role="status" className={`flex gap-3 rounded-xl border border-l-4 border-line bg-card px-4 py-3.5 ${look}`}>
      <Icon size={20} aria-hidden="true" className={`mt-px shrink-0 ${ink}`} />
      <div className="min-w-0 wrap-anywhere tabular-nums">
        {title && <p className="font-semibold">{title}</p>}
        <div>{children}</div>
      </div>
    </div>
  )
}
