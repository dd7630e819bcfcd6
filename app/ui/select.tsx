import { ChevronDown } from 'lucide-react'
import type { ComponentProps } from 'react'
import { INPUT } from './field'

export type Option = { value: string; label: string }

/** The browser's own select, with an arrow that has room. */
export function Select({ className = '', children, ...rest }: ComponentProps<'select'>) {
  return (
    <span className="relative block">
      <select className={`${INPUT} appearance-none truncate pr-10 ${className}`} {...rest}>
        {children}
      </select>
      <ChevronDown
        size={18}
        aria-hidden="true"
        className="pointer-events-none absolute top-1/2 right-3 -translate-y-1/2 text-muted"
      />
    </span>
  )
}

export function Options({ of }: { of: Option[] }) {
  return of.map(({ value, label }) => (
    <option key={value} value={value}>
      {label}
    </option>
  ))
}
