import { Stripe } from 'stripe'

/** Seconds that a message may be old (Stripe's own limit), or be ahead of our clock: another was caught, and is sent again by somebody else. */
const TOLERANCE_S = 300
/** Characters. Stripe's own have some 200, and twice as many while a secret is being changed. */
const LONGEST_HEADER = 4096

export type SignatureFault = 'no_signature' | 'not_now' | 'wrong_signature'

/**
 * What is wrong with a `Stripe-Signature` header, whatever it signs: looked at before the body is read. Stripe's library looks
 * for the last time stamp and only at what is too old; here there is one, and neither the past nor the future is endless.
 */
export function checkSignatureHeader(header: string | null): Exclude<SignatureFault, 'wrong_signature'> | null {
  if (header === null || header.length > LONGEST_HEADER) return 'no_signature'
  const parts = header.split(',').map((part) => part.trim())
  const stamps = parts.filter((part) => part.startsWith('t='))
  const isWhole =
    stamps.length === 1 && /^t=[0-9]{1,12}$/.test(stamps[0]!) && parts.some((part) => part.startsWith('v1='))
  if (!isWhole) return 'no_signature'
  const now = Math.floor(Date.now() / 1000)
  return Math.abs(now - Number(stamps[0]!.slice(2))) > TOLERANCE_S ? 'not_now' : null
}

/** Whether one of the signatures is right for this body: there are two while the secret is being changed. */
export async function isSigned(body: Uint8Array, header: string, secret: string): Promise<boolean> {
  try {
    return await Stripe.webhooks.signature!.verifyHeaderAsync(Buffer.from(body), header, secret, TOLERANCE_S)
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError) return false
    throw error
  }
}
