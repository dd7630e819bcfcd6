import { randomUUID } from 'node:crypto'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { AlreadyPrinted } from './already-printed'
import { Card } from '@/app/ui/card'
import { dayText } from '@/app/ui/moment-text'
import { LabelNotWaiting } from './label-not-waiting'
import { Notice } from '@/app/ui/notice'
import { PageHeading } from '@/app/ui/page-heading'
import { PrintForm } from './print-form'
import { listCostAccounts } from '@/db/queries/cost-accounts'
import { isUuid } from '@/db/queries/is-uuid'
import { findLabelByKey } from '@/db/queries/labels'
import { findRefill } from '@/db/queries/refills'
import { listAdmins, requiresCostAccountOnLabel } from '@/db/queries/teams'
import { findStoredLabel } from '@/db/queries/waiting-labels'
import { requireMember, sessionOwnerOf } from '@/lib/auth/current-member'
import { may } from '@/lib/auth/rules/permissions'
import { readPrintValues } from '@/lib/labels/rules/print-values'
import { formatMoney } from '@/lib/rules/money'
import { readPriceList } from '@/lib/prices/price-list'
import { newPrintState } from '@/lib/labels/print-state'
import { Console } from '../shell/console'
import { readBalance } from '../shell/cached-reads'
import { print } from './print'

type Query = Record<string, string | string[] | undefined>

/**
 * The Print postage page. The form sets the title, because it knows the errors. The address contains the key of the
 * form, so that a person who returns to it finds the same form, which prints only once.
 */
export default async function Print({ searchParams }: { searchParams: Promise<Query> }) {
  const member = await requireMember('/print', 'labels:write')
  const query = await searchParams
  const waiting =
    typeof query.waiting === 'string' ? await findStoredLabel(await sessionOwnerOf(member), query.waiting) : null
  const form = waiting?.key ?? (typeof query.form === 'string' && isUuid(query.form) ? query.form : null)
  // A program may post to the bare address; what it sent has been taken already, and is answered here.
  if (!form && !(await headers()).has('content-type')) redirect(withForm(query, randomUUID()))
  const key = form ?? randomUUID()
  const mayRefill = may(member.role, 'refills:write')
  const [used, balance, priceList, costAccounts, costAccountRequired, admins, added] = await Promise.all([
    findLabelByKey(member.teamId, key),
    readBalance(member.teamId),
    readPriceList(member.teamId),
    listCostAccounts(member.teamId),
    requiresCostAccountOnLabel(member.teamId),
    mayRefill ? [] : listAdmins(member.teamId),
    typeof query.added === 'string' ? findRefill(member.teamId, query.added) : null,
  ])
  const { prices } = priceList
  const values = readPrintValues(
    (field) => (waiting ? waiting.fields[field] : query[field]),
    prices.map(({ service }) => service),
  )
  return (
    <Console member={member} current="print">
      <PageHeading title="Print postage">Postage balance {formatMoney(balance.available)}</PageHeading>
      {query.waiting !== undefined && !waiting && <LabelNotWaiting labelId={null} />}
      {added && waiting && !used && (
        <Notice kind="success" title={`${formatMoney(added.amount)} was added (${added.reference})`}>
          The label is not printed yet. Check it, then select Print.
        </Notice>
      )}
      <Card className="max-w-[1040px]">
        {used ? (
          <>
            <title>Already printed · Indicia</title>
            <AlreadyPrinted label={used} />
          </>
        ) : (
          <PrintForm
            // Another form is another label: nothing of the one before stays in it.
            key={`${key} ${JSON.stringify(values)}`}
            action={print}
            initial={newPrintState(key, values)}
            available={balance.available}
            prices={prices}
            pricesText={`Prices since ${dayText(priceList.effectiveOn)}. Source: ${priceList.source}.`}
            costAccounts={costAccounts.filter(({ active }) => active).map(({ code, name }) => ({ code, name }))}
            costAccountRequired={costAccountRequired}
            mayRefill={mayRefill}
            admins={admins}
          />
        )}
      </Card>
    </Console>
  )
}

function withForm(query: Query, form: string): string {
  const kept = Object.entries(query).filter(
    (entry): entry is [string, string] => entry[0] !== 'form' && typeof entry[1] === 'string',
  )
  return `/print?${new URLSearchParams([...kept, ['form', form]])}`
}
