import type { ReactNode } from 'react'
import { Button } from './button'
import { ButtonLink } from './button-link'

export type FilterFormProps = {
  /** The screen that it filters. */
  action: string
  /** What is wrong with the dates, if anything: `The start date must not be after the end date.` */
  rangeError: string | null
  /** How many fields stand beside each other: `sm:grid-cols-3 lg:grid-cols-6`. */
  columns: string
  /** What the filter keeps without a field for it, by name: `{ mode: 'test' }`. */
  kept?: Record<string, string>
  children: ReactNode
}

/** The frame of a filter: a plain GET form. What is filtered stands in the address, so Back and bookmarks keep it. */
export function FilterForm({ action, rangeError, columns, kept = {}, children }: FilterFormProps) {
  const fields = Object.entries(kept).filter(([, value]) => value !== '')
  const query = new URLSearchParams(fields).toString()
  return (
    <form
      method="get"
      action={action}
      aria-label="Filters"
      className={`grid grid-cols-2 gap-4 print:hidden ${columns}`}
    >
      {fields.map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
      {rangeError !== null && (
        <p id="range-error" className="col-span-full -mt-1 font-medium text-red">
          {rangeError}
        </p>
      )}
      <div className="col-span-full flex flex-wrap gap-2.5">
        <Button>Apply filters</Button>
        <ButtonLink href={query === '' ? action : `${action}?${query}`} kind="quiet">
          Clear filters
        </ButtonLink>
      </div>
    </form>
  )
}
