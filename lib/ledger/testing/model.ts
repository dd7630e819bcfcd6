import { CameIn } from './came-in'
import { refillFee, type FeeTerms, type PaymentMethodType } from '../../refills/rules/quote'

/** A refill of the model. `processing` reserves room; `failed` can still be settled late. */
export type ModelRefill = {
  status: 'processing' | 'posted' | 'failed' | 'reversed'
  method: PaymentMethodType
  amount: number
  fee: number
  /** Of amount and fee: what has gone back to the card. */
  refunded: number
  refundedFee: number
  /** The highest refunded total that the processor reported since the last failed refund. */
  reported: number
  /** What its chargeback has put into `receivable`, less what came back from there. */
  inReceivable: number
}
export type ModelReceipt = { account: 'reserve' | 'purchase_power'; amount: number; corrected: boolean }
export type ModelCardRefund = { refill: number; amount: number; status: 'processing' | 'refunded' | 'failed' }
export type ModelLabel = {
  status: 'printed' | 'refund_requested' | 'refunded' | 'refund_denied'
  usps: boolean
  amount: number
}

type Used = { request: string; resource: number }

/** A team's accounts in plain numbers: what the database has to agree with after every step. Amounts in cents. */
export class Model {
  postage = 0
  held = 0
  reserve = 100_000
  drawn = 0
  charged = 0
  banked = 100_000
  owed = 0
  fees = 0
  used = 0
  minimum = 10_00
  creditLimit = 10_000
  inactive = new Set<PaymentMethodType>()
  refills: ModelRefill[] = []
  labels: ModelLabel[] = []
  cardRefunds: ModelCardRefund[] = []
  receipts: ModelReceipt[] = []
  /** How often each verb has let held money into the balance, and other rare things: a generator that never gets there proves nothing. */
  met: Record<string, number> = {}
  private readonly cameIn = new CameIn()
  private keys = new Map<string, Used>()

  constructor(
    readonly terms: FeeTerms,
    public limit: number,
  ) {}

  /** Postage on its way back to cards. */
  get aside(): number {
    return this.cardRefunds.reduce((sum, refund) => sum + (refund.status === 'processing' ? refund.amount : 0), 0)
  }

  get available(): number {
    return this.postage - this.aside
  }

  /** Of what is available: what the card has paid. */
  get fromCard(): number {
    return this.cameIn.ofCard(this.available, this.aside, this.held)
  }

  get pending(): number {
    return this.refills.reduce((sum, refill) => sum + (refill.status === 'processing' ? refill.amount : 0), 0)
  }

  get pendingFees(): number {
    return this.refills.reduce((sum, refill) => sum + (refill.status === 'processing' ? refill.fee : 0), 0)
  }

  get room(): number {
    return this.limit - this.postage - this.pending
  }

  requestRefill(key: string, method: PaymentMethodType, wanted: number | 'fill'): string {
    const request = JSON.stringify([method, wanted])
    const used = this.keys.get(`refill ${key}`)
    if (used) return used.request === request ? 'replayed' : 'mismatch'
    const amount = wanted === 'fill' ? Math.max(this.room, 0) : wanted
    if (wanted === 'fill' && amount < this.minimum) return 'above_limit'
    if (amount < this.minimum) return 'below_minimum'
    if (this.inactive.has(method)) return 'inactive_payment_method'
    if (amount > this.room) return 'above_limit'
    if (method === 'reserve_account' && amount > this.reserve) return 'reserve_insufficient'
    if (method === 'purchase_power' && amount > this.creditLimit - this.drawn) return 'credit_limit_exceeded'
    const fee = refillFee(amount, method, this.terms)
    this.keys.set(`refill ${key}`, { request, resource: this.refills.length })
    this.refills.push({
      status: method === 'credit_card' ? 'processing' : 'posted',
      method,
      amount,
      fee,
      refunded: 0,
      refundedFee: 0,
      reported: 0,
      inReceivable: 0,
    })
    if (method === 'reserve_account') this.reserve -= amount
    if (method === 'purchase_power') this.drawn += amount
    if (method !== 'credit_card') {
      this.cameIn.lot(this.refills.length - 1, false, amount)
      this.postage += amount
      this.settleOwed('requestRefill')
    }
    return 'created'
  }

  settle(index: number): string {
    const refill = this.refills[index]!
    if (refill.status !== 'processing' && refill.status !== 'failed') return 'unchanged'
    const late = refill.status === 'failed'
    refill.status = 'posted'
    this.charged += refill.amount + refill.fee
    this.fees += refill.fee
    this.cameIn.lot(index, true, refill.amount)
    if (late) this.cameIn.held(index, refill.amount)
    if (late) this.held += refill.amount
    else this.postage += refill.amount
    this.settleOwed('settle')
    this.release('settle')
    return late ? 'posted_late' : 'posted'
  }

  fail(index: number): string {
    const refill = this.refills[index]!
    if (refill.status !== 'processing') return 'unchanged'
    refill.status = 'failed'
    this.release('fail')
    return 'failed'
  }

  reverse(index: number): string {
    const refill = this.refills[index]!
    if (refill.status !== 'posted' || refill.method !== 'credit_card') return 'unchanged'
    for (const refund of this.cardRefunds)
      if (refund.refill === index && refund.status === 'processing') refund.status = 'failed'
    this.takeBack(refill, refill.amount - refill.refunded, refill.fee - refill.refundedFee)
    refill.status = 'reversed'
    this.catchUp(index, 'reverse')
    this.settleOwed('reverse')
    this.release('reverse')
    return 'reversed'
  }

  reinstate(index: number): string {
    const refill = this.refills[index]!
    if (refill.status !== 'reversed') return 'unchanged'
    const back = refill.amount - refill.refunded
    const toOwed = Math.min(back, this.owed, refill.inReceivable)
    if (toOwed > 0) this.meet('reinstated into what is owed')
    this.owed -= toOwed
    refill.inReceivable -= toOwed
    this.held += back - toOwed
    this.cameIn.cameBack(index, back)
    this.cameIn.held(index, back - toOwed)
    this.fees += refill.fee - refill.refundedFee
    this.charged += back + refill.fee - refill.refundedFee
    refill.status = 'posted'
    this.settleOwed('reinstate')
    this.release('reinstate')
    return 'reinstated'
  }

  requestCardRefund(key: string, index: number, amount: number): string {
    const request = JSON.stringify([index, amount])
    const used = this.keys.get(`card_refund ${key}`)
    if (used) return used.request === request ? 'replayed' : 'mismatch'
    const refill = this.refills[index]!
    if (refill.status !== 'posted' || refill.method !== 'credit_card') return 'not_refundable'
    if (amount < 1) return 'invalid_amount'
    if (amount > this.refundable(index)) return 'more_than_refundable'
    if (amount > this.available) return 'insufficient_funds'
    if (amount > this.fromCard) return 'prepaid'
    this.keys.set(`card_refund ${key}`, { request, resource: this.cardRefunds.length })
    this.cardRefunds.push({ refill: index, amount, status: 'processing' })
    return 'created'
  }

  settleCardRefund(index: number): string {
    const refund = this.cardRefunds[index]!
    const { status } = refund
    if (status === 'refunded') return 'unchanged'
    refund.status = 'refunded'
    if (status === 'processing') {
      this.postage -= refund.amount
      this.charged -= refund.amount
      this.refills[refund.refill]!.refunded += refund.amount
      this.cameIn.goneBack(refund.refill, refund.amount)
      this.release('settleCardRefund')
      return 'refunded'
    }
    this.catchUp(refund.refill, 'settleCardRefund', 0)
    this.settleOwed('settleCardRefund')
    this.release('settleCardRefund')
    return 'refunded_late'
  }

  /** `told` is the processor's total at that time, if it was requested. */
  failCardRefund(index: number, told: number | null): string {
    const refund = this.cardRefunds[index]!
    const { status } = refund
    const refill = this.refills[refund.refill]!
    if (status === 'failed') return 'unchanged'
    refund.status = 'failed'
    refill.reported = told ?? 0
    if (status === 'refunded') {
      const back = Math.min(refund.amount, refill.refunded)
      if (refill.status === 'posted') {
        this.held += back
        this.charged += back
        this.cameIn.cameBack(refund.refill, back)
        this.cameIn.held(refund.refill, back)
      }
      refill.refunded -= back
    }
    this.catchUp(refund.refill, 'failCardRefund', told ?? 0)
    this.settleOwed('failCardRefund')
    this.release('failCardRefund')
    return status === 'processing' ? 'failed' : 'bounced'
  }

  recordProcessorRefund(index: number, total: number): string {
    const refill = this.refills[index]!
    if (refill.method !== 'credit_card') return 'unchanged'
    if (refill.status !== 'posted' && refill.status !== 'reversed') return 'not_posted'
    refill.reported = Math.max(refill.reported, total)
    const booked = this.catchUp(index, 'recordProcessorRefund', total)
    if (booked === 0) return 'unchanged'
    this.release('recordProcessorRefund')
    return 'recorded'
  }

  /** What of a refill has neither gone back to the card nor is on its way there. */
  refundable(index: number): number {
    const refill = this.refills[index]!
    return refill.amount - refill.refunded - this.sumOfRefunds(index, 'processing')
  }

  spend(key: string, usps: boolean, amount: number): string {
    const request = JSON.stringify([usps, amount])
    const used = this.keys.get(`label ${key}`)
    if (used) return used.request === request ? 'replayed' : 'mismatch'
    if (usps && amount > this.available) return 'insufficient_funds'
    this.keys.set(`label ${key}`, { request, resource: this.labels.length })
    this.labels.push({ status: 'printed', usps, amount })
    if (usps) {
      this.postage -= amount
      this.used += amount
      this.release('spend')
    }
    return 'created'
  }

  requestRefund(key: string, index: number): string {
    const used = this.keys.get(`label_refund ${key}`)
    if (used) return used.request === String(index) ? 'replayed' : 'mismatch'
    const label = this.labels[index]!
    if (!label.usps || label.status !== 'printed') return 'not_refundable'
    label.status = 'refund_requested'
    this.keys.set(`label_refund ${key}`, { request: String(index), resource: index })
    return 'created'
  }

  refund(index: number, approved: boolean): string {
    const label = this.labels[index]!
    if (label.status !== 'refund_requested') return 'unchanged'
    label.status = approved ? 'refunded' : 'refund_denied'
    if (approved) {
      const intoBalance = Math.min(label.amount, this.room)
      this.postage += intoBalance
      this.held += label.amount - intoBalance
      this.cameIn.held(null, label.amount - intoBalance)
      this.used -= label.amount
      this.settleOwed('refund')
      this.release('refund')
    }
    return label.status
  }

  deposit(amount: number): string {
    this.reserve += amount
    this.banked += amount
    return 'done'
  }

  pay(amount: number): string {
    if (amount > this.drawn) return '23514'
    this.drawn -= amount
    this.banked += amount
    return 'done'
  }

  /** An admin records money from the bank, with a receipt. */
  recordReceipt(account: ModelReceipt['account'], amount: number): string {
    if (account === 'purchase_power' && amount > this.drawn) return 'more_than_drawn'
    this.receipts.push({ account, amount, corrected: false })
    if (account === 'reserve') this.deposit(amount)
    else this.pay(amount)
    return 'created'
  }

  correctReceipt(index: number): string {
    const receipt = this.receipts[index]!
    if (receipt.corrected) return 'already_corrected'
    const left = receipt.account === 'reserve' ? this.reserve : this.creditLimit - this.drawn
    this.meet(`${receipt.account} receipt ${receipt.amount > left ? 'not left' : 'corrected'}`)
    if (receipt.amount > left) return 'not_left'
    receipt.corrected = true
    this.banked -= receipt.amount
    if (receipt.account === 'reserve') this.reserve -= receipt.amount
    else this.drawn += receipt.amount
    return 'created'
  }

  setLimit(limit: number): string {
    if (limit < this.minimum) return '22023'
    if (limit < this.postage + this.pending) return '23514'
    this.limit = limit
    this.release('setLimit')
    return 'done'
  }

  setCreditLimit(limit: number): string {
    if (limit < this.drawn) return '23514'
    this.creditLimit = limit
    return 'done'
  }

  private takeBack(refill: ModelRefill, amount: number, fee: number): void {
    const fromBalance = Math.min(amount, this.available)
    const fromHeld = Math.min(amount - fromBalance, this.held)
    this.postage -= fromBalance
    this.held -= fromHeld
    this.owed += amount - fromBalance - fromHeld
    refill.inReceivable += amount - fromBalance - fromHeld
    this.fees -= fee
    this.charged -= amount + fee
    this.cameIn.goneBack(this.refills.indexOf(refill), amount)
  }

  /**
   * The amount known to be refunded to the card: our refunds, and what the processor reported beyond the pending ones.
   */
  private catchUp(index: number, verb: string, reported = this.refills[index]!.reported): number {
    const refill = this.refills[index]!
    const onTheirWay = this.sumOfRefunds(index, 'processing')
    const known = refill.refunded + refill.refundedFee
    const ours = this.sumOfRefunds(index, 'refunded') - known
    const theirs = Math.min(reported, refill.amount + refill.fee) - known - onTheirWay
    const postage = Math.max(0, Math.min(Math.max(ours, theirs), this.refundable(index)))
    const fee = Math.max(0, theirs - postage)
    if (postage + fee === 0) return 0
    this.meet(`caught up by ${verb}`)
    if (refill.status === 'posted') this.takeBack(refill, postage, fee)
    refill.refunded += postage
    refill.refundedFee += fee
    return postage + fee
  }

  private sumOfRefunds(index: number, status: ModelCardRefund['status']): number {
    return this.cardRefunds.reduce(
      (sum, each) => sum + (each.refill === index && each.status === status ? each.amount : 0),
      0,
    )
  }

  private settleOwed(verb: string): void {
    const fromBalance = Math.min(this.owed, this.available)
    const fromHeld = Math.min(this.owed - fromBalance, this.held)
    if (fromBalance + fromHeld > 0) this.meet(`owed paid by ${verb}`)
    this.postage -= fromBalance
    this.held -= fromHeld
    this.owed -= fromBalance + fromHeld
  }

  private release(verb: string): void {
    const released = Math.max(0, Math.min(this.held, this.room))
    if (released > 0) this.meet(`released by ${verb}`)
    this.held -= released
    this.postage += released
  }

  private meet(what: string): void {
    this.met[what] = (this.met[what] ?? 0) + 1
  }

  /** The accounts as the database stores them: debits minus credits, posted. */
  accounts(): Record<string, number> {
    return {
      postage: this.postage,
      held: this.held,
      reserve: this.reserve,
      purchase_power: 0 - this.drawn,
      card: 0 - this.charged,
      bank: 0 - this.banked,
      receivable: 0 - this.owed,
      fees: this.fees,
      postage_used: this.used,
      adjustments: 0,
    }
  }
}
