import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { StripeSettings } from '../../../env'
import type { Charge, ChargeOutcome } from '../../card-processor'
import type { ChargeReturn } from '../../payment-event'
import { STRIPE_EVENT_TYPES } from '../read-event'
import { stripeClient } from '../stripe-client'
import { stripeProcessor } from '../stripe-processor'

/** What was seen on one path, without ids and times: the same on each Stripe that behaves the same. */
export type Observation = { path: string; saw: string }

/** Asks again until it is so, or for this long: test mode needs some seconds for what banks do. */
export type Patience = { tries: number; pauseMs: number }

/**
 * Goes along the paths that Stripe's test mode can show, through our adapter: charges, declines, confirmations, refunds
 * that arrive, wait and fail, disputes and inquiries, and the books of all that. Runs against the Stripe of the settings.
 */
export async function observeStripe(settings: StripeSettings, patience: Patience): Promise<Observation[]> {
  if (settings.live) throw new Error('This makes test payments: it takes a test key.')
  const observer = await Observer.begin(settings, patience)
  const seen: Observation[] = []
  for (const [path, observe] of Object.entries(observer.paths())) {
    const saw = await observe().catch((error: unknown) => `failed: ${String(error)}`)
    seen.push({ path, saw })
  }
  return seen
}

class Observer {
  private readonly began = new Date(Date.now() - 60_000)
  private readonly processor
  private readonly client
  private readonly paid: string[] = []

  private constructor(
    settings: StripeSettings,
    private readonly customer: string,
    private readonly patience: Patience,
  ) {
    this.processor = stripeProcessor(settings)
    this.client = stripeClient(settings)
  }

  static async begin(settings: StripeSettings, patience: Patience): Promise<Observer> {
    const { id } = await stripeClient(settings).customers.create({ name: 'Indicia: check of Stripe' })
    return new Observer(settings, id, patience)
  }

  paths(): Record<string, () => Promise<string>> {
    return {
      'a card is charged': async () => this.describe(await this.pay('pm_card_visa')),
      'the same key again charges nothing': () => this.payAgain(),
      'a charge is found by its metadata': () => this.lookUp(),
      'a card that declines': async () => this.describe(await this.charge('pm_card_chargeCustomerFail')),
      'a confirmation, canceled': () => this.confirmAndCancel(),
      'a part is refunded': () => this.refundPart(),
      'more than is left is refunded': () => this.refundTooMuch(),
      'a refund that waits': () => this.refundOf('pm_card_pendingRefund'),
      'a refund that fails': () => this.refundOf('pm_card_refundFail'),
      'a dispute, its refund, and winning it': () => this.dispute(),
      'an inquiry': () => this.inquiry(),
      'balance transactions': () => this.books(),
      'messages that we act on': () => this.messages(),
    }
  }

  private async make(card: string): Promise<Charge> {
    const { id } = await this.client.paymentMethods.attach(card, { customer: this.customer })
    const idempotencyKey = randomUUID()
    return {
      idempotencyKey,
      teamId: 1,
      reference: 'RF-7K3M-29QD',
      card: id,
      total: 103_50,
      customer: this.customer,
      requestedAt: new Date(),
      actionRef: null,
      returnUrl: 'http://localhost:3000/history/postage/1',
      origin: {
        installation: randomUUID(),
        postage: 100_00,
        fee: 3_50,
        actor: `user:${randomUUID()}`,
        source: 'web',
        allocations: null,
      },
      lookUpSince: null,
    }
  }

  private readonly charge = async (card: string) => this.processor.charge(await this.make(card))

  private async pay(card: string): Promise<ChargeOutcome> {
    const outcome = await this.charge(card)
    if (outcome.status === 'succeeded') this.paid.push(outcome.processorRef)
    return outcome
  }

  private async payNow(card: string): Promise<string> {
    const outcome = await this.pay(card)
    if (outcome.status !== 'succeeded') throw new Error(this.describe(outcome))
    return outcome.processorRef
  }

  private async payAgain(): Promise<string> {
    const charge = await this.make('pm_card_visa')
    const [one, other] = [await this.processor.charge(charge), await this.processor.charge(charge)]
    if (one.status === 'succeeded') this.paid.push(one.processorRef)
    return JSON.stringify(one) === JSON.stringify(other) ? 'the same payment' : 'another payment'
  }

  private async lookUp(): Promise<string> {
    const charge = await this.make('pm_card_visa')
    const made = await this.processor.charge(charge)
    if (made.status === 'succeeded') this.paid.push(made.processorRef)
    const found = await this.processor.charge({ ...charge, lookUpSince: this.began })
    return JSON.stringify(made) === JSON.stringify(found) ? 'the same payment' : this.describe(found)
  }

  private async confirmAndCancel(): Promise<string> {
    const charge = await this.make('pm_card_authenticationRequired')
    const asked = await this.processor.charge(charge)
    if (asked.status !== 'action_required') return this.describe(asked)
    const canceled = await this.processor.cancelConfirmation({ ...charge, actionRef: asked.ref })
    return `action_required, then ${canceled.status}`
  }

  private async refundPart(): Promise<string> {
    const charge = await this.payNow('pm_card_visa')
    const refunded = await this.processor.refund({ idempotencyKey: randomUUID(), charge, amount: 40_00 })
    return `${refunded.status}; ${await this.returnsOf(charge, (returns) => returns.length > 0)}`
  }

  private async refundTooMuch(): Promise<string> {
    const charge = await this.payNow('pm_card_visa')
    const refunded = await this.processor.refund({ idempotencyKey: randomUUID(), charge, amount: 200_00 })
    return refunded.status === 'failed' ? `failed: ${refunded.message}` : refunded.status
  }

  /** Test mode changes such a refund by itself, after a while; the stand-in leaves it as it is. Both ends are right. */
  private async refundOf(card: string): Promise<string> {
    const charge = await this.payNow(card)
    await this.processor.refund({ idempotencyKey: randomUUID(), charge, amount: 40_00 })
    const wanted = card === 'pm_card_refundFail' ? 'failed' : 'pending'
    return this.returnsOf(charge, ([refund]) => refund?.state === wanted)
  }

  private async dispute(): Promise<string> {
    const charge = await this.payNow('pm_card_createDispute')
    const open = await this.returnsOf(charge, (returns) => returns.some(({ amount }) => amount > 0))
    const refunded = await this.processor.refund({ idempotencyKey: randomUUID(), charge, amount: 1_00 })
    const [dispute] = (await this.client.disputes.list({ payment_intent: charge })).data
    await this.client.disputes.update(dispute!.id, {
      evidence: { uncategorized_text: 'winning_evidence' },
      submit: true,
    })
    const won = await this.returnsOf(charge, ([first]) => first?.state === 'won' && first.amount === 0)
    return `${open}; a refund of it ${refunded.status}; ${won}`
  }

  private async inquiry(): Promise<string> {
    const charge = await this.payNow('pm_card_createDisputeInquiry')
    await this.until(async () => (await this.client.disputes.list({ payment_intent: charge })).data.length > 0)
    return this.returnsOf(charge, () => true)
  }

  private async books(): Promise<string> {
    const read = await this.processor.books!.readPayments(this.began)
    if (!read.ok) return read.message
    const ours = this.paid.map((ref) => read.value.get(ref))
    const named = ours.filter((payment) => payment?.refill && payment.installation).length
    const charged = ours.reduce((sum, payment) => sum + (payment?.charged ?? 0), 0)
    return `${named} of ${this.paid.length} payments named, ${charged === 103_50 * this.paid.length ? 'charged in full' : `charged ${charged}`}`
  }

  private async messages(): Promise<string> {
    const wanted = ['payment_intent.succeeded', 'charge.refunded', 'charge.dispute.created', 'charge.dispute.closed']
    const types = async () => {
      const read = await this.processor.books!.readMessages(this.began)
      return read.ok ? new Set(read.value.map(({ type }) => type)) : new Set<string>()
    }
    await this.until(async () => wanted.every(async (type) => (await types()).has(type)))
    const seen = await types()
    const missing = wanted.filter((type) => !seen.has(type))
    const unknown = [...seen].filter((type) => !STRIPE_EVENT_TYPES.includes(type))
    return missing.length + unknown.length === 0
      ? 'all'
      : `missing ${missing.join(', ')}; unknown ${unknown.join(', ')}`
  }

  private describe(outcome: ChargeOutcome): string {
    return outcome.status === 'declined' ? `declined: ${outcome.code}` : outcome.status
  }

  private async returnsOf(charge: string, isThere: (returns: ChargeReturn[]) => boolean): Promise<string> {
    let returns: ChargeReturn[] = []
    await this.until(async () => {
      const read = await this.processor.books!.readCharge(charge)
      if (read.ok && read.value) returns = read.value.returns ?? []
      return isThere(returns)
    })
    if (returns.length === 0) return 'nothing was taken back'
    return returns
      .map(({ kind, state, amount, claimed }) => `${kind} ${state}, ${amount} of ${claimed} gone`)
      .toSorted()
      .join('; ')
  }

  private async until(isSo: () => Promise<boolean>): Promise<void> {
    for (let attempt = 0; attempt < this.patience.tries; attempt++) {
      if (await isSo()) return
      await delay(this.patience.pauseMs)
    }
  }
}
