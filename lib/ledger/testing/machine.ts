import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { Sql } from '../../../db/client'
import { createTestTeam, type TestTeam } from '../../../db/testing/create-test-team'
import type { PaymentMethodType } from '../../refills/rules/quote'
import { requestHash } from '../../request-hash'
import { chargeName, type Model, type ModelReceipt } from './model'
import { ownRef, type Reading } from './processor'

type Seen = {
  problems: string[]
  accounts: Record<string, number>
  pending: Record<string, number>
  limit: number
  refills: Record<string, unknown>
  returns: unknown[]
  duplicates: unknown[]
  audited: Record<string, number>
  cardRefunds: Record<string, unknown>
  labels: Record<string, unknown>
}
type Outcome = { outcome: string; code: string | null; id: string | null }

/** The actions that tell of money which came or went after a charge. */
const audited = [
  'refill.refunded_outside',
  'refill.refund_bounced',
  'refill.reversed',
  'refill.reinstated',
  'refill.refunded',
  'refill.refund_failed',
  'refill.charged_twice',
]
const byName = ([a]: unknown[], [b]: unknown[]) => (String(a) < String(b) ? -1 : 1)
/** The model counts readings; the database knows times. */
const timeOf = (readAt: number) => new Date(Date.UTC(2026, 0, 1) + readAt * 1_000)

/** The real system next to the model: one team in PostgreSQL, used through the application's functions. */
export class Machine {
  private refills: string[] = []
  private labels: string[] = []
  private cardRefunds: string[] = []
  private receipts: string[] = []

  private constructor(
    private readonly app: Sql,
    private readonly owner: Sql,
    private readonly team: TestTeam,
  ) {}

  /** `app` is the application's login, `owner` prepares and plays the operator. */
  static async create(app: Sql, owner: Sql, { terms, limit, reserve, creditLimit }: Model): Promise<Machine> {
    const team = await createTestTeam(owner, { limit, reserve, creditLimit, mailstation: terms.hasMailstation })
    await owner`select set_card_fee(p_team => ${team.id}, p_basis_points => ${terms.cardFeeBasisPoints})`
    return new Machine(app, owner, team)
  }

  async requestRefill(key: string, method: PaymentMethodType, amount: number | 'fill'): Promise<string> {
    const { team } = this
    const methodId = { credit_card: team.card, reserve_account: team.reserve, purchase_power: team.purchasePower }[
      method
    ]
    const [booked] = await this.app<[Outcome]>`
      select outcome, code, refill_id as id from request_refill(
        p_team => ${team.id}, p_key => ${key}, p_request_hash => ${requestHash([method, amount])},
        p_amount => ${amount === 'fill' ? null : amount}, p_method => ${methodId}, p_allocations => null, p_memo => null,
        p_actor_type => 'user', p_actor_id => ${team.admin.id}, p_source => 'web', p_expected_total => null)`
    return this.note(booked, this.refills)
  }

  async spend(key: string, usps: boolean, amount: number): Promise<string> {
    const [booked] = await this.app<[Outcome]>`
      select outcome, code, label_id as id from spend_postage(
        p_team => ${this.team.id}, p_key => ${key}, p_request_hash => ${requestHash([usps, amount])},
        p_carrier => ${usps ? 'usps' : 'ups'}, p_service => null, p_amount => ${amount}, p_cost_account => null,
        p_reference => null, p_actor_type => 'user', p_actor_id => ${this.team.staff.id})`
    return this.note(booked, this.labels)
  }

  async requestRefund(key: string, index: number): Promise<string> {
    const [booked] = await this.app<[Outcome]>`
      select outcome, code, label_id as id from request_label_refund(
        p_team => ${this.team.id}, p_key => ${key}, p_request_hash => ${requestHash([index])},
        p_label => ${this.labels[index]!}, p_reason => null, p_actor_type => 'user', p_actor_id => ${this.team.staff.id})`
    return booked.outcome === 'refused' ? booked.code! : booked.outcome
  }

  async requestCardRefund(key: string, index: number, amount: number): Promise<string> {
    const [booked] = await this.app<[Outcome]>`
      select outcome, code, refund_id as id from request_card_refund(
        p_team => ${this.team.id}, p_actor => ${this.team.admin.id}, p_key => ${key},
        p_request_hash => ${requestHash([index, amount])}, p_refill => ${this.refills[index]!}, p_amount => ${amount},
        p_reason => 'Not needed')`
    return this.note(booked, this.cardRefunds)
  }

  async recordReceipt(account: ModelReceipt['account'], amount: number): Promise<string> {
    const { id, admin } = this.team
    const what = this.app`
      p_team => ${id}, p_actor => ${admin.id}, p_key => ${randomUUID()}, p_request_hash => ${requestHash([amount])},
      p_amount => ${amount}, p_received_on => (now() at time zone 'America/New_York')::date, p_reference => 'Check'`
    const [recorded] = await (account === 'reserve'
      ? this.app<[Outcome]>`select outcome, code, receipt_id as id from record_reserve_deposit(${what})`
      : this.app<[Outcome]>`select outcome, code, receipt_id as id from record_purchase_power_payment(${what})`)
    return this.note(recorded, this.receipts)
  }

  async correctReceipt(index: number): Promise<string> {
    const key = randomUUID()
    const [corrected] = await this.app<[Outcome]>`
      select outcome, code, null as id from correct_bank_receipt(
        p_team => ${this.team.id}, p_actor => ${this.team.admin.id}, p_key => ${key}, p_request_hash => ${requestHash([key])},
        p_receipt => ${this.receipts[index]!}, p_reason => 'Wrong')`
    return corrected.outcome === 'refused' ? corrected.code! : corrected.outcome
  }

  settle = (index: number) =>
    this.word(this.app`select settle_refill(
      p_team => ${this.team.id}, p_refill => ${this.refills[index]!}, p_processor_ref => ${chargeName(index)}) as word`)
  fail = (index: number) =>
    this.word(this.app`select fail_refill(
      p_team => ${this.team.id}, p_refill => ${this.refills[index]!}, p_code => 'card_declined',
      p_message => 'No') as word`)
  settleCardRefund = (index: number, readAt: number) =>
    this.word(this.app`select settle_card_refund(
      p_team => ${this.team.id}, p_refund => ${this.cardRefunds[index]!}, p_processor_ref => ${ownRef(index)},
      p_read_at => ${timeOf(readAt)}) as word`)
  failCardRefund = (index: number, readAt: number) =>
    this.word(this.app`select fail_card_refund(
      p_team => ${this.team.id}, p_refund => ${this.cardRefunds[index]!}, p_message => 'No',
      p_read_at => ${timeOf(readAt)}) as word`)
  record = ({ refill, name, charged, returns, readAt }: Reading) =>
    this.word(this.app`select record_charge(
      p_team => ${this.team.id}, p_refill => ${this.refills[refill]!}, p_charge => ${name}, p_charged => ${charged},
      p_returns => ${
        returns &&
        this.app.json(
          returns.map(({ ref, kind, gone, claimed, state, own }) => {
            const refund = own === null ? null : this.cardRefunds[own]!
            return { ref, kind, amount: gone, claimed, state, reason: null, refund }
          }),
        )
      }, p_read_at => ${timeOf(readAt)}) as word`)
  refund = (index: number, approved: boolean) =>
    this.word(this.app`select refund_label(
      p_team => ${this.team.id}, p_label => ${this.labels[index]!}, p_approved => ${approved}) as word`)
  deposit = (amount: number) =>
    this.done(this.owner`select deposit_reserve(
    p_team => ${this.team.id}, p_amount => ${amount}, p_effective => now())`)
  pay = (amount: number) =>
    this.done(this.owner`select pay_purchase_power(
    p_team => ${this.team.id}, p_amount => ${amount}, p_effective => now())`)
  setLimit = (limit: number) =>
    this.done(this.owner`select set_limits(
    p_team => ${this.team.id}, p_max_balance => ${limit})`)
  setCreditLimit = (limit: number) =>
    this.done(this.owner`select set_credit_limit(
    p_team => ${this.team.id}, p_limit => ${limit})`)

  async setActive(method: PaymentMethodType, active: boolean): Promise<string> {
    await this.owner`update payment_methods set active = ${active} where team_id = ${this.team.id} and type = ${method}`
    return 'done'
  }

  /** Time passes: every refill without an outcome becomes due, each for one caller. */
  async claim(): Promise<number[]> {
    await this.owner`update refills set ask_at = now() where team_id = ${this.team.id} and status = 'processing'`
    const claims = await Promise.all(
      [1, 2].map(
        () => this.app<{ team_id: number; refill_id: string }[]>`
      select team_id, refill_id from claim_due_refills(1000)`,
      ),
    )
    return claims
      .flat()
      .filter((due) => due.team_id === this.team.id)
      .map((due) => this.refills.indexOf(due.refill_id))
      .sort((a, b) => a - b)
  }

  /** The same for refunds to cards. */
  async claimCardRefunds(): Promise<number[]> {
    await this.owner`update card_refunds set ask_at = now() where team_id = ${this.team.id} and status = 'processing'`
    const claims = await Promise.all(
      [1, 2].map(
        () => this.app<{ team_id: number; refund_id: string }[]>`
      select team_id, refund_id from claim_due_card_refunds(1000)`,
      ),
    )
    return claims
      .flat()
      .filter((due) => due.team_id === this.team.id)
      .map((due) => this.cardRefunds.indexOf(due.refund_id))
      .sort((a, b) => a - b)
  }

  /** And for second payments: which have to go back, and how much of them. */
  async claimDuplicates(): Promise<unknown[]> {
    await this.owner`update duplicate_charges set ask_at = now() where team_id = ${this.team.id} and ask_at is not null`
    const claims = await Promise.all(
      [1, 2].map(
        () => this.app<{ team_id: number; charge: string; remaining: number; refill_id: string }[]>`
      select * from claim_due_duplicate_charges(1000)`,
      ),
    )
    return claims
      .flat()
      .filter((due) => due.team_id === this.team.id)
      .map((due) => [due.charge, due.remaining, this.refills.indexOf(due.refill_id)])
      .sort(byName)
  }

  /** Compares everything with the model and verifies the ledger: the promises of docs/guarantees.md after every step. */
  async compare(model: Model): Promise<void> {
    // One query: all of it is one moment.
    const [{ seen }] = await this.app<[{ seen: Seen }]>`
      select jsonb_build_object(
        'problems', (select coalesce(jsonb_agg(problem), '[]') from verify_ledger(${this.team.id})),
        'accounts', (select jsonb_object_agg(kind, debits_posted - credits_posted) from ledger_accounts where team_id = ${this.team.id}),
        'pending', (select jsonb_object_agg(kind, debits_pending + credits_pending) from ledger_accounts
          where team_id = ${this.team.id} and kind in ('postage', 'fees', 'card')),
        'limit', (select max_balance from ledger_accounts where team_id = ${this.team.id} and kind = 'postage'),
        'refills', (select coalesce(jsonb_object_agg(id, jsonb_build_array(status, amount, fee, refunded, refunded_fee, disputed, disputed_fee, (
            select jsonb_build_array(
              coalesce(sum(t.amount) filter (where t.kind = 'fund_reversal' and t.credit = 'receivable'), 0),
              coalesce(sum(t.amount) filter (where t.kind = 'fund_reinstated' and t.debit = 'receivable'), 0))
            from transfers t where t.team_id = r.team_id and t.refill_id = r.id))), '{}')
          from refills r where team_id = ${this.team.id}),
        'returns', (select coalesce(jsonb_agg(jsonb_build_array(
            processor_ref, charge_ref, refill_id, kind, amount, extract(epoch from read_at - ${timeOf(0)})) order by processor_ref collate "C"), '[]')
          from charge_returns where team_id = ${this.team.id}),
        'duplicates', (select coalesce(jsonb_agg(jsonb_build_array(processor_ref, refill_id, amount, amount - returned)
            order by processor_ref collate "C"), '[]')
          from duplicate_charges where team_id = ${this.team.id}),
        'audited', (select coalesce(jsonb_object_agg(action, cents), '{}') from (
            select action, sum((after ->> 'amount')::bigint) as cents from audit_log
            where team_id = ${this.team.id} and action in ${this.app(audited)} group by action) a),
        'cardRefunds', (select coalesce(jsonb_object_agg(id, jsonb_build_array(status, amount)), '{}') from card_refunds where team_id = ${this.team.id}),
        'labels', (select coalesce(jsonb_object_agg(id, jsonb_build_array(status, amount)), '{}') from labels where team_id = ${this.team.id})
      ) as seen`
    assert.deepEqual(
      {
        ...seen,
        refills: this.refills.map((id) => seen.refills[id]),
        labels: this.labels.map((id) => seen.labels[id]),
        cardRefunds: this.cardRefunds.map((id) => seen.cardRefunds[id]),
      },
      {
        problems: [],
        accounts: model.accounts(),
        pending: {
          postage: model.pending + model.aside,
          fees: model.pendingFees,
          card: model.pending + model.pendingFees + model.aside,
        },
        limit: model.limit,
        refills: model.refills.map((refill) => [
          refill.status,
          refill.amount,
          refill.fee,
          refill.refunded,
          refill.refundedFee,
          refill.disputed,
          refill.disputedFee,
          [refill.inReceivable + refill.fromReceivable, refill.fromReceivable],
        ]),
        returns: [...model.returns]
          .map(([ref, { charge, refill, kind, gone, readAt }]) => [
            ref,
            charge,
            this.refills[refill],
            kind,
            gone,
            readAt,
          ])
          .sort(byName),
        duplicates: [...model.duplicates]
          .map(([charge, { refill, amount }]) => [charge, this.refills[refill], amount, model.remaining(charge)])
          .sort(byName),
        audited: model.audited,
        cardRefunds: model.cardRefunds.map(({ status, amount }) => [status, amount]),
        labels: model.labels.map(({ status, amount }) => [status, amount]),
      },
    )
    const count = (things: Record<string, unknown>) => Object.keys(things).length
    assert.equal(
      count(seen.refills) + count(seen.labels) + count(seen.cardRefunds),
      this.refills.length + this.labels.length + this.cardRefunds.length,
    )
  }

  private note(booked: Outcome, known: string[]): string {
    if (booked.outcome === 'created') known.push(booked.id!)
    return booked.outcome === 'refused' ? booked.code! : booked.outcome
  }

  private async word(query: Promise<readonly unknown[]>): Promise<string> {
    return ((await query) as { word: string }[])[0]!.word
  }

  private done(query: Promise<unknown>): Promise<string> {
    return query.then(
      () => 'done',
      (error: { code: string }) => error.code,
    )
  }
}
