import { CARRIERS, type Carrier } from '@/lib/labels/rules/print-values'
import { formatMoney } from '@/lib/rules/money'
import { ButtonLink } from '@/app/ui/button-link'

export type AlreadyPrintedProps = {
  label: { id: string; carrier: Carrier; service: string | null; amount: number; performedBy: string }
}

/** In place of a form that was sent before, for whoever comes back to it: what it did, and how to go on. */
export function AlreadyPrinted({ label }: AlreadyPrintedProps) {
  return (
    <section aria-labelledby="already-printed" className="tabular-nums">
      <h2 id="already-printed" className="text-xl font-semibold">
        {formatMoney(label.amount)} was already printed
      </h2>
      <p className="mt-2 max-w-[60ch] wrap-anywhere">
        {label.performedBy} sent this form before: {CARRIERS[label.carrier]}
        {label.service && ` ${label.service}`}. Nothing more was printed or charged.
      </p>
      <div className="mt-5 flex flex-wrap gap-2.5">
        <ButtonLink href={`/print/${label.id}`} kind="primary">
          See the label
        </ButtonLink>
        <ButtonLink href={`/print?carrier=${label.carrier}`}>Print another label</ButtonLink>
      </div>
    </section>
  )
}
