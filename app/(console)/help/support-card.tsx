import { Mail, Phone } from 'lucide-react'
import type { ReactNode } from 'react'
import { Card } from '@/app/ui/card'

export type SupportCardProps = {
  state: { open: boolean; text: string }
  /** `Monday to Friday, 8 AM to 8 PM ET` */
  hours: string | null
  email: string | null
  phone: string | null
  /** What else can be done: a case. */
  actions: ReactNode
  /** Stands where there is neither address nor number. */
  missing: ReactNode
}

/** Whether somebody answers now, and how to reach them. */
export function SupportCard({ state, hours, email, phone, actions, missing }: SupportCardProps) {
  const link =
    'inline-flex min-h-[44px] items-center gap-2.5 font-medium text-accent underline decoration-edge underline-offset-4 hover:decoration-current wrap-anywhere'
  return (
    <Card title="Support">
      <p role="status" aria-label="Support hours" className="flex items-baseline gap-2.5 font-medium">
        <span aria-hidden="true" className={`size-2.5 shrink-0 rounded-full ${state.open ? 'bg-green' : 'bg-edge'}`} />
        {state.text}
      </p>
      {hours && <p className="mt-1 text-muted">{hours}</p>}
      <ul className="mt-3">
        {email && (
          <li>
            <a href={`mailto:${email}`} className={link}>
              <Mail size={18} aria-hidden="true" className="shrink-0" />
              {email}
            </a>
          </li>
        )}
        {phone && (
          <li>
            <a href={`tel:${phone.replaceAll(/[^+\d]/g, '')}`} className={link}>
              <Phone size={18} aria-hidden="true" className="shrink-0" />
              {phone}
            </a>
          </li>
        )}
      </ul>
      {!email && !phone && missing}
      <div className="mt-4 flex flex-wrap gap-2.5">{actions}</div>
    </Card>
  )
}
