import { Stripe } from 'stripe'

/** Seconds that a message may be old (Stripe's own limit) or ahead of our clock. An older one may be a replay. */
const TOLERANCE_S = 300
/** Characters. Stripe's headers have about 200, and twice as many while a secret is being replaced. */
const LONGEST_HEADER = 4096

/**
 * What is wrong with a `Stripe-Signature` header, before the body is read. It is stricter than Stripe's library, which
 * accepts several time stamps and any time in the future.
 */
export function checkSignatureHeader(header: string | null): 'no_signature' | 'not_now' | null {
  if (header === null || header.length > LONGEST_HEADER) return 'no_signature'
  const parts = header.split(',').map((part) => part.trim())
  const stamps = parts.filter((part) => part.startsWith('t='))
  const isWhole =
    stamps.length === 1 && /^t=[0-9]{1,12}$/.test(stamps[0]!) && parts.some((part) => part.startsWith('v1='))
  if (!isWhole) return 'no_signature'
  const now = Math.floor(Date.now() / 1000)
  return Math.abs(now - Number(stamps[0]!.slice(2))) > TOLERANCE_S ? 'not_now' : null
}

/** Whether one of the signatures is right for this body. There are two while the secret is being replaced. */
export async function isSigned(body: Uint8Array, header: string, secret: string): Promise<boolean> {
  try {
    return await Stripe.webhooks.signature!.verifyHeaderAsync(Buffer.from(body), header, secret, TOLERANCE_S)
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError) return false
    throw error
  }
}
