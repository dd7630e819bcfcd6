import { formatMoney } from '@/lib/rules/money'
import type { WaitingLabelSummary as Label } from '@/lib/refills/rules/add-postage-state'

export type WaitingLabelSummaryProps = {
  label: Label
  costAccounts: { code: string; name: string }[]
}

/** The label that waits for a refill, whole, and what becomes of it: over the form of the refill, and with its review. */
export function WaitingLabelSummary({ label, costAccounts }: WaitingLabelSummaryProps) {
  const { name, amount, costAccount, reference, by, printsItself } = label
  const account = costAccount === null ? null : costAccounts.find(({ code }) => code === costAccount)?.name
  const facts = [
    ['Price', formatMoney(amount)],
    [
      'Cost account',
      costAccount === null ? 'None' : account && account !== costAccount ? `${account} (${costAccount})` : costAccount,
    ],
    ['Reference', reference ?? 'None'],
    ['Entered by', by],
  ]
  return (
    <section
      aria-labelledby="label-at-hand"
      className="rounded-[14px] border border-l-4 border-line border-l-accent px-5 py-4 tabular-nums"
    >
      <h2 id="label-at-hand" className="text-sm text-muted">
        {printsItself ? 'Prints with this postage' : 'Waiting label'}
      </h2>
      <p className="mt-0.5 text-lg font-semibold wrap-anywhere">{name}</p>
      <dl className="mt-2 grid gap-x-8 gap-y-2 @md:grid-cols-[repeat(4,auto)] @md:justify-start">
        {facts.map(([fact, text]) => (
          <div key={fact} className="flex min-w-0 justify-between gap-4 @md:block">
            <dt className="shrink-0 text-muted @md:text-sm">{fact}</dt>
            <dd className="min-w-0 text-right wrap-anywhere @md:text-left">
              <bdi>{text}</bdi>
            </dd>
          </div>
        ))}
      </dl>
      <p className="mt-2.5 text-sm text-muted">
        {printsItself
          ? `The label prints once, as shown, with this refill. If the payment takes longer, you print the label afterwards. The label is saved for you until ${printsItself.until}.`
          : `Nothing prints now. ${by === 'You' ? 'You can print' : `${by} can print`} the label when the postage is added, and can change it before then.`}
      </p>
    </section>
  )
}
