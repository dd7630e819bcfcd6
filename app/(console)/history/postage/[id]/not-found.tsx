import { ButtonLink } from '@/app/ui/button'
import { ErrorPanel } from '@/app/ui/error-panel'
import { currentMember } from '@/lib/auth/current-member'
import { Console } from '../../../console'

/** 404 for a refill that never was and for another team's alike. */
export default async function RefillNotFound() {
  const member = await currentMember()
  const panel = (
    <ErrorPanel
      title="There is no such refill"
      text="The address may be mistyped. Every refill of your team stands in the Postage history."
      action={<ButtonLink href="/history/postage">Postage history</ButtonLink>}
    />
  )
  return member ? <Console member={member} current="history">{panel}</Console> : <main className="px-4">{panel}</main>
}
