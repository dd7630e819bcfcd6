import { formatMoney } from '@/lib/rules/money'
import { Notice } from '@/app/ui/notice'
import { TextLink } from '@/app/ui/text-link'

export type OwedNoticeProps = {
  /** Cents that a chargeback took back beyond what was in the balance; nothing is shown for none. */
  owed: number
  mayRefill: boolean
}

/** Why USPS labels cannot be printed, and what ends that. */
export function OwedNotice({ owed, mayRefill }: OwedNoticeProps) {
  if (owed === 0) return null
  return (
    <Notice kind="warn" title={`${formatMoney(owed)} is owed after a chargeback`}>
      A card’s bank reversed a payment for postage that was already used. USPS printing is paused until this amount is
      paid.{' '}
      {mayRefill ? 'The next postage you add pays it first. ' : 'The next postage that an admin adds pays it first. '}
      <TextLink href="/balance">Balance and entries</TextLink>
    </Notice>
  )
}
