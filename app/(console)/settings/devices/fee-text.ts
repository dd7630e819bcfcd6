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
  if (type !== 'mailstation') return 'The fee does not change.'
  if (active) {
    return mailstations > 1
      ? `Another Mailstation is active, so the ${rate} fee on credit card refills stays.`
      : `This is the last active Mailstation. The ${rate} fee on credit card refills will end.`
  }
  return mailstations > 0
    ? `A Mailstation is already active, so the ${rate} fee on credit card refills does not change.`
    : `A Mailstation adds a ${rate} fee. For example, ${formatMoney(EXAMPLE)} of postage by credit card will cost ${formatMoney(EXAMPLE + refillFee(EXAMPLE, 'credit_card', { hasMailstation: true, cardFeeBasisPoints }))}.`
}
