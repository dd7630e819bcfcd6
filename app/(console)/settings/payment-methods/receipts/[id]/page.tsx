import { randomUUID } from 'node:crypto'
import { ButtonLink } from '@/app/ui/button-link'
import { Card } from '@/app/ui/card'
import { Fact } from '@/app/ui/fact'
import { Moment } from '@/app/ui/moment'
import { dayText } from '@/app/ui/moment-text'
import { HiddenField, TextField } from '@/app/ui/posted-fields'
import { PostedForm } from '@/app/ui/posted-form'
import { TextLink } from '@/app/ui/text-link'
import { NotFoundPanel } from '@/app/(console)/shell/not-found-panel'
import { findBankReceipt, type RecordedReceipt } from '@/db/queries/bank-receipts'
import { requireMember } from '@/lib/auth/current-member'
import { emptyForm } from '@/lib/forms/rules/form-state'
import { formatMoney } from '@/lib/rules/money'
import { Settings } from '../../../settings'
import { CORRECTIONS, statementOf } from '../../method-text'
import { correctReceipt } from './correct-receipt'

const WORDS = {
  reserve: {
    noun: 'deposit',
    account: 'Reserve Account',
    takes: (amount: string) => `${amount} leaves the Reserve Account.`,
  },
  purchase_power: {
    noun: 'payment',
    account: 'Purchase Power',
    takes: (amount: string) => `${amount} counts as drawn on Purchase Power again.`,
  },
}

/** A deposit or a payment that was recorded wrongly: what correcting it means is read before anything moves. */
export default async function CorrectReceipt({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params
  const member = await requireMember(`${CORRECTIONS}/${encodeURIComponent(id)}`, 'settings:write')
  const receipt = await findBankReceipt(member.teamId, id)
  if (!receipt) {
    return (
      <>
        <title>Not found · Indicia</title>
        <NotFoundPanel
          member={member}
          current="settings"
          title="Deposit or payment not found"
          text="Check the address. Deposits and payments are in the statements of the payment methods."
          action={<ButtonLink href="/settings/payment-methods">Payment methods</ButtonLink>}
        />
      </>
    )
  }
  const { noun, account } = WORDS[receipt.account]
  return (
    <Settings member={member} current="payment-methods" title={`Correct a ${noun}`} text={account}>
      <Card className="max-w-[760px]">
        <dl className="mb-5 max-w-[560px] tabular-nums">
          <Fact label="Amount">{formatMoney(receipt.amount)}</Fact>
          <Fact label="Date received">{dayText(receipt.receivedOn)}</Fact>
          <Fact label="Reference">{receipt.reference}</Fact>
          <Fact label="Recorded by">{receipt.performedBy}</Fact>
          <Fact label="Recorded">
            <Moment at={receipt.createdAt} timeZone={member.timeZone} exact />
          </Fact>
        </dl>
        <Correction receipt={receipt} />
      </Card>
      <p>
        <TextLink href={statementOf(receipt.account)}>Back to the statement</TextLink>
      </p>
    </Settings>
  )
}

function Correction({ receipt }: { receipt: RecordedReceipt }) {
  const { noun, account, takes } = WORDS[receipt.account]
  const title = `Correct a ${noun} · ${account} · Settings`
  if (receipt.isCorrection || receipt.isCorrected || receipt.isOfTestRound) {
    return (
      <>
        <title>{`${title} · Indicia`}</title>
        <p className="max-w-[60ch]">
          {receipt.isCorrection
            ? `This is a correction. It cannot be corrected. Record the right ${noun} instead.`
            : receipt.isCorrected
              ? `This ${noun} has already been corrected.`
              : `This ${noun} is of the team’s test round and counts no more.`}
        </p>
      </>
    )
  }
  return (
    <>
      <p className="mb-5 max-w-[60ch] tabular-nums">
        A correction takes the whole {noun} back: {takes(formatMoney(receipt.amount))} Both stay in the statement. Then
        you can record it again with the right amount.
      </p>
      <PostedForm
        action={correctReceipt.bind(null, receipt.id)}
        initial={emptyForm}
        title={title}
        submit={`Take back this ${noun}`}
      >
        <HiddenField name="key" defaultValue={randomUUID()} />
        <TextField
          name="reason"
          label="Reason"
          hint="For example: a zero too many. The reason is saved in the statement and in the audit log."
          maxLength={150}
        />
      </PostedForm>
    </>
  )
}
