import { refillFee, type PaymentMethodType } from '../../refills/quote'

/** A refill of the model; `processing` reserves room, `failed` may still be settled late. */
export type ModelRefill = {
  status: 'processing' | 'posted' | 'failed' | 'reversed'
  method: PaymentMethodType
  amount: number
  fee: number
}
export type ModelLabel = { status: 'printed' | 'refund_requested' | 'refunded' | 'refund_denied'; usps: boolean; amount: number }

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
  /** How often each verb has let held money into the balance: a generator that never gets there proves nothing. */
  releases: Record<string, number> = {}
  private keys = new Map<string, Used>()

  constructor(readonly hasMailstation: boolean, public limit: number) {}

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
    const fee = refillFee(amount, method, this.hasMailstation)
    this.keys.set(`refill ${key}`, { request, resource: this.refills.length })
    this.refills.push({ status: method === 'credit_card' ? 'processing' : 'posted', method, amount, fee })
    if (method === 'reserve_account') this.reserve -= amount
    if (method === 'purchase_power') this.drawn += amount
    if (method !== 'credit_card') this.postage += amount
    return 'created'
  }

  settle(index: number): string {
    const refill = this.refills[index]!
    if (refill.status !== 'processing' && refill.status !== 'failed') return 'unchanged'
    const late = refill.status === 'failed'
    refill.status = 'posted'
    this.charged += refill.amount + refill.fee
    this.fees += refill.fee
    if (late) this.held += refill.amount
    else this.postage += refill.amount
    if (late) this.release('settle')
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
    refill.status = 'reversed'
    const fromBalance = Math.min(refill.amount, this.postage)
    const fromHeld = Math.min(refill.amount - fromBalance, this.held)
    this.postage -= fromBalance
    this.held -= fromHeld
    this.owed += refill.amount - fromBalance - fromHeld
    this.fees -= refill.fee
    this.charged -= refill.amount + refill.fee
    this.release('reverse')
    return 'reversed'
  }

  spend(key: string, usps: boolean, amount: number): string {
    const request = JSON.stringify([usps, amount])
    const used = this.keys.get(`label ${key}`)
    if (used) return used.request === request ? 'replayed' : 'mismatch'
    if (usps && amount > this.postage) return 'insufficient_funds'
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
      this.used -= label.amount
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

  setLimit(limit: number): string {
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

  private release(verb: string): void {
    const released = Math.max(0, Math.min(this.held, this.room))
    if (released > 0) this.releases[verb] = (this.releases[verb] ?? 0) + 1
    this.held -= released
    this.postage += released
  }

  /** The accounts as the database keeps them: debits less credits, posted. */
  accounts(): Record<string, number> {
    return {
      postage: this.postage, held: this.held, reserve: this.reserve, purchase_power: 0 - this.drawn, card: 0 - this.charged,
      bank: 0 - this.banked, receivable: 0 - this.owed, fees: this.fees, postage_used: this.used, adjustments: 0,
    }
  }
}
