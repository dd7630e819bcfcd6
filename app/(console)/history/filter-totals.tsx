export type FilterTotalsProps = {
  /** What is summed: `refills`. */
  of: string
  /** Null where the filter's time holds more than can be summed at once. */
  figures: { label: string; value: string }[] | null
  /** What the figures are, in a sentence or two: `After refunds.` */
  note?: string
}

/** What the rows of the filter come to, over all pages. */
export function FilterTotals({ of, figures, note }: FilterTotalsProps) {
  if (!figures) {
    return (
      <p className="max-w-[56ch] self-center text-muted">
        More than 50,000 {of}. Choose a shorter period to see the totals.
      </p>
    )
  }
  return (
    <div className="grid min-w-0 gap-2">
      <dl
        aria-label="Totals for this filter"
        className="grid grid-cols-2 gap-x-6 gap-y-3 tabular-nums sm:flex sm:gap-x-12"
      >
        {figures.map((figure) => (
          <div key={figure.label}>
            <dt className="text-sm text-muted">{figure.label}</dt>
            <dd className="text-xl font-semibold wrap-anywhere">{figure.value}</dd>
          </div>
        ))}
      </dl>
      {note && <p className="max-w-[64ch] text-sm text-muted">{note}</p>}
    </div>
  )
}
