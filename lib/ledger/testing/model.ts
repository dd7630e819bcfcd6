import { CameIn } from './came-in'
import { refillFee, type FeeTerms, type PaymentMethodType } from '../../refills/rules/quote'
import { ModelProcessor, ownRef, withOwn, type ModelCharge, type OwnRefund, type Reading, type Told } from './processor'
import { share } from './share'

/** A refill of the model. `processing` reserves room; `failed` can still be settled late. */
export type ModelRefill = {
  status: 'processing' | 'posted' | 'failed' | 'reversed'
  method: PaymentMethodType
  amount: number
  fee: number
  /** Of amount and fee: what refunds and disputes have taken. A dispute can take more than there is. */
  refunded: number
  refundedFee: number
  disputed: number
  disputedFee: number
  /** The processor's name for the charge that paid it. */
  charge: string | null
  /** What was taken back of it into `receivable`, less what came back from there. */
  inReceivable: number
  /** What came back of it out of `receivable`. */
  fromReceivable: number
}
export type ModelReceipt = { account: 'reserve' | 'purchase_power'; amount: number; corrected: boolean }
/** A row of what the processor said of a refund or dispute. */
export type ModelReturn = {
  refill: number
  charge: string
  kind: Told['kind']
  gone: number
  readAt: number
  own: number | null
}
/** A second payment for a refill. */
export type ModelDuplicate = { refill: number; amount: number }
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
  returns = new Map<string, ModelReturn>()
  duplicates = new Map<string, ModelDuplicate>()
  processor = new ModelProcessor()
  /** The cents that each action of the audit log has named. */
  audited: Record<string, number> = {}
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
      disputed: 0,
      disputedFee: 0,
      charge: null,
      inReceivable: 0,
      fromReceivable: 0,
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

  settle(index: number, charge = chargeName(index)): string {
    const refill = this.refills[index]!
    if (refill.status !== 'processing' && refill.status !== 'failed') return 'unchanged'
    const late = refill.status === 'failed'
    refill.status = 'posted'
    refill.charge = charge
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

  /** The job has asked the processor, so long ago. */
  settleCardRefund(index: number, ago: number): string {
    const refund = this.cardRefunds[index]!
    const { status, refill, amount } = refund
    const charge = this.chargeOf(refill)
    const { readAt } = this.processor.read({
      ...charge,
      returns: withOwn(charge.returns, { index, amount }, 'succeeded'),
    })
    if (status === 'refunded') return 'unchanged'
    const told: Told = {
      ref: ownRef(index),
      kind: 'refund',
      gone: amount,
      claimed: amount,
      state: 'succeeded',
      own: index,
    }
    this.keep(refill, this.refills[refill]!.charge!, told, Math.max(0, readAt - ago))
    this.settleReturns(refill)
    if (status === refund.status) return 'unchanged'
    if (status === 'failed') this.meet('a refund that went through late')
    return status === 'processing' ? 'refunded' : 'refunded_late'
  }

  /** The job has asked the processor, so long ago. */
  failCardRefund(index: number, ago: number): string {
    const refund = this.cardRefunds[index]!
    const { status, refill, amount } = refund
    const charge = this.chargeOf(refill)
    const isKnown = charge.returns.some(({ own }) => own === index)
    const { readAt: now } = this.processor.read(
      isKnown ? { ...charge, returns: withOwn(charge.returns, { index, amount }, 'failed') } : charge,
    )
    const readAt = Math.max(0, now - ago)
    const row = this.returns.get(ownRef(index))
    if (status === 'failed') return 'unchanged'
    if (status === 'refunded' && row!.readAt > readAt) return 'unchanged'
    refund.status = 'failed'
    if (status === 'processing') {
      this.note('refill.refund_failed', amount)
      this.settleOwed('failCardRefund')
      this.release('failCardRefund')
      return 'failed'
    }
    this.note('refill.refund_bounced', amount)
    row!.gone = 0
    row!.readAt = readAt
    this.settleReturns(refill)
    return 'bounced'
  }

  /** The database is told of a charge. */
  record({ refill: index, name: charge, charged, returns, readAt }: Reading): string {
    const refill = this.refills[index]!
    if (refill.method !== 'credit_card') return 'unknown'
    if (charged === 0) return 'not_charged'
    const isPaid = refill.status === 'posted' || refill.status === 'reversed'
    if (isPaid && refill.charge !== charge) {
      if (!this.duplicates.has(charge)) {
        this.duplicates.set(charge, { refill: index, amount: charged })
        this.note('refill.charged_twice', charged)
      }
      if (returns) this.keepAll(index, charge, returns, readAt)
      return 'duplicate'
    }
    if (charged !== refill.amount + refill.fee) return 'other_amount'
    if (!isPaid) this.settle(index, charge)
    if (returns) this.keepAll(index, charge, returns, readAt)
    return 'recorded'
  }

  /** What of a second payment has not gone back. */
  remaining(charge: string): number {
    return this.duplicates.get(charge)!.amount - this.gone((row) => row.charge === charge)
  }

  /** The processor's charge of a refill, as it is now. */
  chargeOf(index: number, name = this.refills[index]!.charge ?? chargeName(index)): ModelCharge {
    const { amount, fee } = this.refills[index]!
    return this.processor.find(name) ?? { name, refill: index, charged: amount + fee, returns: [] }
  }

  ownRefunds(index: number): OwnRefund[] {
    return this.cardRefunds.flatMap(({ refill, amount }, at) => (refill === index ? [{ index: at, amount }] : []))
  }

  /** What of a refill has neither gone back to the card nor is on its way there. */
  refundable(index: number): number {
    const refill = this.refills[index]!
    return Math.max(0, refill.amount - refill.refunded - refill.disputed - this.processingRefunds(index))
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

  private keepAll(index: number, charge: string, returns: Told[], readAt: number): void {
    for (const each of returns.toSorted((a, b) => (a.ref < b.ref ? -1 : 1))) this.keep(index, charge, each, readAt)
    for (const [ref, row] of this.returns) {
      const isNamed = returns.some((each) => each.ref === ref)
      if (row.refill !== index || row.charge !== charge || row.readAt >= readAt || isNamed) continue
      this.meet('no longer named')
      this.returns.delete(ref)
      const ours = row.own === null ? undefined : this.cardRefunds[row.own]!
      if (ours?.status === 'refunded') this.bounce(ours)
    }
    this.settleReturns(index)
  }

  /** One refund or dispute is told of. Something newer may be known. */
  private keep(index: number, charge: string, { ref, kind, gone, state, own }: Told, readAt: number): void {
    const known = this.returns.get(ref)
    if (known && known.readAt > readAt) return this.meet('read before')
    const refill = this.refills[index]!
    const before = known?.gone ?? 0
    const ours = own === null ? undefined : this.cardRefunds[own]!
    if (ours) {
      if (ours.status === 'processing' && state === 'pending') return this.meet('our refund is pending')
      if (state === 'failed') {
        if (ours.status === 'processing') this.note('refill.refund_failed', ours.amount)
        if (ours.status === 'refunded') this.bounce(ours)
        ours.status = 'failed'
      } else {
        if (ours.status !== 'refunded') this.note('refill.refunded', ours.amount)
        if (ours.status === 'processing') {
          this.postage -= ours.amount
          this.charged -= ours.amount
          refill.refunded += ours.amount
          this.cameIn.goneBack(index, ours.amount)
        }
        ours.status = 'refunded'
      }
    } else if (gone > before) {
      this.note(kind === 'refund' ? 'refill.refunded_outside' : 'refill.reversed', gone - before)
    } else if (gone < before) {
      this.note(kind === 'refund' ? 'refill.refund_bounced' : 'refill.reinstated', before - gone)
    }
    this.returns.set(ref, { refill: index, charge, kind, gone, readAt, own })
  }

  private bounce(ours: ModelCardRefund): void {
    this.meet('our refund bounced')
    ours.status = 'failed'
    this.note('refill.refund_bounced', ours.amount)
  }

  /** What is gone of a refill by now. The difference to what was booked is taken or given. */
  private settleReturns(index: number): void {
    const refill = this.refills[index]!
    const lost = [...this.duplicates].reduce(
      (sum, [charge, { refill: of }]) => sum + (of === index ? Math.max(0, -this.remaining(charge)) : 0),
      0,
    )
    if (lost > 0) this.meet('more than a second payment is gone')
    const own = (kind: Told['kind']) =>
      this.gone((row) => row.refill === index && row.charge === refill.charge && row.kind === kind)
    const shares = share(refill, own('refund'), own('dispute') + lost)
    const postage = shares.refunded + shares.disputed - refill.refunded - refill.disputed
    const fee = shares.refundedFee + shares.disputedFee - refill.refundedFee - refill.disputedFee
    if (shares.refunded + shares.disputed > refill.amount) this.meet('more is gone than the charge')
    if (shares.status === 'posted' && refill.status === 'reversed') this.meet('no longer reversed')
    if (postage < 0) this.give(refill, -postage)
    if (postage > 0) this.take(refill, postage)
    this.fees -= fee
    this.charged -= postage + fee
    Object.assign(refill, shares)
    this.settleOwed('returns')
    this.release('returns')
  }

  private gone(fits: (row: ModelReturn) => boolean): number {
    return [...this.returns.values()].reduce((sum, row) => sum + (fits(row) ? row.gone : 0), 0)
  }

  private take(refill: ModelRefill, amount: number): void {
    const fromBalance = Math.min(amount, this.available)
    const fromHeld = Math.min(amount - fromBalance, this.held)
    this.postage -= fromBalance
    this.held -= fromHeld
    this.owed += amount - fromBalance - fromHeld
    refill.inReceivable += amount - fromBalance - fromHeld
    this.cameIn.goneBack(this.refills.indexOf(refill), amount)
  }

  private give(refill: ModelRefill, amount: number): void {
    const toOwed = Math.min(amount, this.owed, refill.inReceivable)
    if (toOwed > 0) this.meet('given into what is owed')
    this.owed -= toOwed
    refill.inReceivable -= toOwed
    refill.fromReceivable += toOwed
    this.held += amount - toOwed
    this.cameIn.cameBack(this.refills.indexOf(refill), amount)
    this.cameIn.held(this.refills.indexOf(refill), amount - toOwed)
  }

  private processingRefunds(index: number): number {
    return this.cardRefunds.reduce(
      (sum, each) => sum + (each.refill === index && each.status === 'processing' ? each.amount : 0),
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

  private note(action: string, cents: number): void {
    this.audited[action] = (this.audited[action] ?? 0) + cents
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

/** The processor's name for the charge of a refill; a second payment has a letter after it. */
export const chargeName = (refill: number): string => `ch-${refill}`
