import { randomUUID } from 'node:crypto'
import type { Sql } from '../../../db/client'
import { printLabel } from '../../labels/print-label'
import { labelRequest } from '../../labels/testing/label-request'
import { createStripeTeam, type StripeTeam } from '../../payments/stripe/testing/stripe-team'
import type { UsedFakeStripe } from '../../payments/stripe/testing/use-fake-stripe'
import { postWebhook } from '../../payments/stripe/testing/post-webhook'
import type { Dice } from '../../testing/dice'
import { catchUp } from '../catch-up'
import { requestCardRefund } from '../request-card-refund'
import { requestRefill } from '../request-refill'
import { resolveDueCardRefunds } from '../resolve-due-card-refunds'
import { resolveDueDuplicateCharges } from '../resolve-due-duplicate-charges'
import { resolveDueRefills } from '../resolve-due-refills'
import { refillRequest } from './refill-request'

const MUST_CONFIRM = '4000002500003155'
const REFUNDS_WAIT = '4000000000007726'
const DECIDED = new Set(['won', 'lost', 'warning_closed'])
const NOT_AGAIN = { 'Stripe-Should-Retry': 'false' }

type Books = Awaited<ReturnType<typeof readBooks>>
const readBooks = (stripe: UsedFakeStripe) => stripe.control('books', {})

/**
 * One team and its month at Stripe: charges, disputes, refunds, outages and lost messages, in the order that the dice
 * say. `log` has what was done, for a sequence that fails.
 */
export class MonthAtStripe {
  readonly log: string[] = []
  private cards: string[] = []
  /** What clients have asked for: a client repeats its request with the same key. */
  private asked: Parameters<typeof refillRequest>[0][] = []

  private constructor(
    private readonly sql: Sql,
    private readonly stripe: UsedFakeStripe,
    readonly team: StripeTeam,
    private readonly dice: Dice,
  ) {}

  static async begin(sql: Sql, stripe: UsedFakeStripe, dice: Dice): Promise<MonthAtStripe> {
    const team = await createStripeTeam(sql, stripe)
    await sql`select set_limits(p_team => ${team.id}, p_max_balance => 200000)`
    const month = new MonthAtStripe(sql, stripe, team, dice)
    for (const number of [undefined, REFUNDS_WAIT, MUST_CONFIRM]) month.cards.push(await team.addCard(number))
    return month
  }

  /** Does so many things that can happen. */
  async steps(count: number): Promise<void> {
    for (let n = 0; n < count; n++) await this.step()
  }

  private async step(): Promise<void> {
    const things: [number, string, () => Promise<unknown>][] = [
      [5, 'refill', () => this.refill()],
      [2, 'print', () => this.print()],
      [2, 'our refund', () => this.refundOurs()],
      [2, 'refund in the dashboard', () => this.refundInDashboard()],
      [3, 'dispute', () => this.dispute()],
      [3, 'decide a dispute', () => this.decide()],
      [2, 'change a refund', () => this.changeRefund()],
      [1, 'second payment', () => this.payTwice()],
      [1, 'confirm', () => this.confirm()],
      [4, 'message', () => this.deliver()],
      [1, 'outage', () => this.outage()],
      [1, 'hours pass', () => this.stripe.control('clock', { hours: this.dice.one([1, 30, 96]) })],
      [1, 'ask', () => this.ask()],
    ]
    const all = things.flatMap(([weight, ...thing]) => Array<[string, () => Promise<unknown>]>(weight).fill(thing))
    const [name, act] = this.dice.one(all)
    this.log.push(name)
    await act()
  }

  async refill(): Promise<void> {
    const request = {
      amount: this.dice.one([10_00, 60_00, 100_00]),
      paymentMethodId: this.dice.one(this.cards),
      key: randomUUID(),
    }
    this.asked.push(request)
    await requestRefill(this.team.admin, refillRequest(request))
  }

  /** Clients ask again, with the keys that they have used. */
  async repeat(): Promise<void> {
    for (const request of this.asked) await requestRefill(this.team.admin, refillRequest(request))
  }

  /** What our own jobs do, whatever messages have come. */
  async ask(): Promise<void> {
    await this.sql`update refills set ask_at = now() where team_id = ${this.team.id} and status = 'processing'`
    await this.sql`update card_refunds set ask_at = now() where team_id = ${this.team.id} and status = 'processing'`
    await this.sql`update duplicate_charges set ask_at = now() where team_id = ${this.team.id} and ask_at is not null`
    await resolveDueRefills()
    await resolveDueCardRefunds()
    await catchUp()
    await resolveDueDuplicateCharges()
  }

  /** Stripe answers again, everything that waits is decided, and we ask until nothing changes. */
  async end(): Promise<void> {
    await this.stripe.control('react', { reactions: [], clear: true })
    Reflect.deleteProperty(globalThis, 'indiciaStripeBreaker')
    // What is decided can make us refund something more, and Stripe lets that wait, too.
    for (const refunds of [['succeeded', 'failed'], ['succeeded', 'failed'], ['succeeded'], ['succeeded']]) {
      await this.decideAll(refunds)
      await this.ask()
    }
  }

  /** Delivers everything that Stripe has ever said, so many times, in any order. */
  async deliverAll(times: number): Promise<void> {
    const { events } = await this.ours()
    const left = Array.from({ length: times }, () => events).flat()
    while (left.length > 0) {
      const [event] = left.splice(Math.floor(this.dice.throw() * left.length), 1)
      await postWebhook(JSON.stringify(event), this.stripe.settings().webhookSecret)
    }
  }

  /** How many charges each refill has that was ever charged, by its id. */
  async chargesOfRefills(): Promise<Record<string, number>> {
    const counts: Record<string, number> = {}
    for (const { metadata } of (await this.ours()).charges)
      counts[metadata.refill!] = (counts[metadata.refill!] ?? 0) + 1
    return counts
  }

  /** What Stripe holds of this team's payments, by its own balance transactions, in cents. */
  async heldAtStripe(): Promise<number> {
    const { transactions, charges, refunds, disputes } = await readBooks(this.stripe)
    const intents = new Set((await this.ours()).intents.map(({ id }) => id))
    const sources = [...charges, ...refunds, ...disputes].filter(({ payment_intent: of }) => intents.has(of))
    const ids = new Set(sources.map(({ id }) => id))
    return transactions.reduce((sum, { source, amount }) => sum + (ids.has(source) ? amount : 0), 0)
  }

  /** What the ledger says that Stripe holds, in cents. */
  async heldInLedger(): Promise<number> {
    const [{ held }] = await this.sql<[{ held: number }]>`
      select credits_posted - debits_posted as held from ledger_accounts where team_id = ${this.team.id} and kind = 'card'`
    return held
  }

  /** How many refills were lost and made again. */
  async recovered(): Promise<number> {
    return (await this.sql`select from refills where team_id = ${this.team.id} and recovered`).length
  }

  /** Everything that must not depend on how it was learned. */
  async state(): Promise<unknown> {
    const refills = await this.sql`
      select id, status, refunded, refunded_fee, disputed, disputed_fee from refills where team_id = ${this.team.id} order by id`
    const accounts = await this.sql`
      select kind, debits_posted - credits_posted as balance from ledger_accounts
      where team_id = ${this.team.id} and kind in ('card', 'fees') order by kind`
    const [{ worth }] = await this.sql<[{ worth: number }]>`
      select sum(debits_posted - credits_posted) as worth from ledger_accounts
      where team_id = ${this.team.id} and kind in ('postage', 'held', 'receivable')`
    return { refills, accounts, worth }
  }

  private async decideAll(ofRefunds: string[]): Promise<void> {
    const { disputes, refunds, sessions } = await this.ours()
    for (const { id, status } of disputes) {
      if (status.startsWith('warning')) await this.stripe.control('decide', { dispute: id, status: 'warning_closed' })
      else if (!DECIDED.has(status))
        await this.stripe.control('decide', { dispute: id, status: this.dice.one(['won', 'lost'] as const) })
    }
    for (const { id, status } of refunds) {
      if (status === 'pending') await this.stripe.control('refunded', { refund: id, status: this.dice.one(ofRefunds) })
    }
    for (const { id, status } of sessions)
      if (status === 'open') await this.stripe.control('person', { session: id, does: 'expire' })
  }

  private async ours(): Promise<Books> {
    const books = await readBooks(this.stripe)
    const intents = books.intents.filter(({ metadata }) => metadata.team === String(this.team.id))
    const ids = new Set(intents.map(({ id }) => id))
    const ofOurs = <Item extends { payment_intent: string }>(items: Item[]) =>
      items.filter((item) => ids.has(item.payment_intent))
    return {
      ...books,
      intents,
      charges: ofOurs(books.charges),
      refunds: ofOurs(books.refunds),
      disputes: ofOurs(books.disputes),
      sessions: books.sessions.filter(({ customer, mode }) => customer === this.team.customer && mode === 'payment'),
      events: books.events.filter(({ data }) => {
        const text = JSON.stringify(data)
        return text.includes(this.team.customer) || [...ids].some((id) => text.includes(id))
      }),
    }
  }

  private async print(): Promise<void> {
    await printLabel(this.team.admin, labelRequest({ amount: this.dice.one([73, 20_00, 50_00]) }))
  }

  private async refundOurs(): Promise<void> {
    const refills = await this.sql<{ id: string }[]>`
      select id from refills where team_id = ${this.team.id} and status = 'posted' order by created_at`
    if (refills.length === 0) return
    const { id } = this.dice.one(refills)
    const amount = this.dice.one([1_00, 10_00, 40_00])
    await requestCardRefund(this.team.admin, { key: randomUUID(), refillId: id, amount, reason: 'Unused' })
  }

  private async refundInDashboard(): Promise<void> {
    const charge = this.dice.one((await this.ours()).charges)
    // Stripe refuses more than is left, and everything while a dispute is open.
    if (charge)
      await this.stripe
        .control('refund', { intent: charge.payment_intent, amount: this.dice.one([5_00, 10_35, 30_00]) })
        .catch(() => {})
  }

  private async dispute(): Promise<void> {
    const charge = this.dice.one((await this.ours()).charges)
    if (!charge) return
    const amount = this.dice.one([charge.amount, charge.amount, 5_00, 10_00])
    const status = this.dice.one(['needs_response', 'needs_response', 'warning_needs_response'] as const)
    await this.stripe.control('dispute', {
      intent: charge.payment_intent,
      amount: Math.min(amount, charge.amount),
      status,
    })
  }

  private async decide(): Promise<void> {
    const dispute = this.dice.one((await this.ours()).disputes)
    if (!dispute || DECIDED.has(dispute.status)) return
    const isInquiry = dispute.status.startsWith('warning')
    const status = isInquiry
      ? this.dice.one(['warning_closed', 'needs_response'] as const)
      : this.dice.one(['won', 'lost'] as const)
    await this.stripe.control('decide', { dispute: dispute.id, status })
  }

  private async changeRefund(): Promise<void> {
    const refund = this.dice.one((await this.ours()).refunds)
    if (!refund || refund.status === 'failed') return
    const status = refund.status === 'pending' ? this.dice.one(['succeeded', 'failed']) : 'failed'
    await this.stripe.control('refunded', { refund: refund.id, status })
  }

  /** As a page for a confirmation that was opened twice: another payment with the same names. */
  private async payTwice(): Promise<void> {
    const paid = this.dice.one((await this.ours()).intents.filter(({ status }) => status === 'succeeded'))
    if (paid) await this.stripe.control('payAgain', { intent: paid.id })
  }

  private async confirm(): Promise<void> {
    const session = this.dice.one((await this.ours()).sessions.filter(({ status }) => status === 'open'))
    if (session) await this.stripe.control('person', { session: session.id, does: 'approve' })
  }

  /** An old message or a new one, for the first time or again. */
  private async deliver(): Promise<void> {
    const event = this.dice.one((await this.ours()).events)
    if (event) await postWebhook(JSON.stringify(event), this.stripe.settings().webhookSecret)
  }

  /** Stripe fails for a while: before it has done anything, or after. */
  private async outage(): Promise<void> {
    const when = this.dice.one(['before', 'after'] as const)
    const times = 1 + Math.floor(this.dice.throw() * 4)
    await this.stripe.control('react', { reactions: [{ when, status: 500, headers: NOT_AGAIN, times }] })
  }
}
