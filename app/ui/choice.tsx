import type { ComponentProps, ReactNode } from 'react'

export type ChoiceProps = Omit<ComponentProps<'input'>, 'type'> & {
  id: string
  label: string
  /** Shown within the choice, under or beside its label; read after the name as its description. */
  details?: ReactNode
  /** A second line under the label, also part of the description. */
  under?: ReactNode
  /** Show the round mark; large choices do without it. */
  marked?: boolean
}

/**
 * A radio button as large as its card. The input covers the card, so that every point is clickable and the focus ring
 * surrounds the card. Only the label is its accessible name.
 */
export function Choice({ id, label, details, under, marked = false, className = '', ...input }: ChoiceProps) {
  const described = [under && `${id}-under`, details && `${id}-details`].filter(Boolean).join(' ') || undefined
  const arrangement = marked
    ? 'items-center gap-3 px-3.5 py-3'
    : 'flex-col items-center justify-center px-2 py-2 text-center'
  return (
    <div className={`relative flex min-h-[48px] ${arrangement} ${className}`}>
      <input
        {...input}
        id={id}
        type="radio"
        aria-describedby={described}
        className="peer absolute inset-0 cursor-pointer appearance-none rounded-xl border border-edge/60 bg-card transition-colors checked:border-2 checked:border-accent checked:bg-soft enabled:hover:border-accent disabled:cursor-default disabled:border-dashed  disabled:bg-transparent forced-colors:checked:border-4"
      />
      {marked && (
        <span
          aria-hidden="true"
          className="pointer-events-none relative size-[18px] shrink-0 rounded-full border-[1.5px] border-edge bg-card peer-checked:border-[6px] peer-checked:border-accent peer-disabled:opacity-40"
        />
      )}
      <span
        className={`pointer-events-none relative peer-disabled:text-muted ${marked ? 'min-w-0 flex-1 wrap-anywhere' : ''}`}
      >
        <label htmlFor={id} className="block font-medium">
          {label}
        </label>
        {under && (
          <span id={`${id}-under`} className="block text-sm text-muted">
            {under}
          </span>
        )}
      </span>
      {details && (
        <span
          id={`${id}-details`}
          className={`pointer-events-none relative text-muted ${marked ? '' : 'max-w-full text-xs leading-tight wrap-anywhere'}`}
        >
          {details}
        </span>
      )}
    </div>
  )
}
