import type { Device } from '@/db/queries/devices'
import { formatMoney } from '@/lib/rules/money'
import { feeRateText, refillFee } from '@/lib/refills/rules/quote'

const EXAMPLE = 100_00

export const DEVICE_TYPES = { mailstation: 'Mailstation', sendpro: 'SendPro', other: 'Other device' }

/** How many Mailstations are in use: with none there is no fee. */
export const countMailstations = (devices: Device[]) =>
  devices.filter(({ type, active }) => type === 'mailstation' && active).length

/** What a change of a device means for the fee, said before it is made. */
export function feeText(
  { type, active }: Pick<Device, 'type' | 'active'>,
  mailstations: number,
  cardFeeBasisPoints: number,
): string {
  const rate = feeRateText({ cardFeeBasisPoints })
  if (type !== 'mailstation') return 'This changes nothing about the fee.'
  if (active) {
    return mailstations > 1
      ? `Another Mailstation stays in use, so the ${rate} fee on refills by credit card stays.`
      : `It is the last Mailstation in use: the ${rate} fee on refills by credit card ends with it.`
  }
  return mailstations > 0
    ? `A Mailstation is in use already, so the ${rate} fee on refills by credit card stays as it is.`
    : `A Mailstation switches on the ${rate} fee: from then on, ${formatMoney(EXAMPLE)} of postage by credit card is charged as ${formatMoney(EXAMPLE + refillFee(EXAMPLE, 'credit_card', { hasMailstation: true, cardFeeBasisPoints }))}.`
}
