import type { ReactNode } from 'react'

/** The look of everything that can be typed into or chosen from. */
export const INPUT =
  'min-h-[44px] w-full min-w-0 rounded-[10px] border border-edge bg-card px-3 py-2 text-lg text-ink hover:border-accent aria-invalid:border-red aria-invalid:ring-1 aria-invalid:ring-red sm:text-base'

export const LABEL = 'mb-2 block font-medium'

export type FieldErrorProps = { id: string; message: string | null }

/** The words of an error at its field. The element stays where it is empty, so that what appears in it is announced. */
export function FieldError({ id, message }: FieldErrorProps) {
  return (
    <p id={id} aria-live="polite" className="font-medium text-red not-empty:mt-2 tabular-nums">
      {message}
    </p>
  )
}

export type FieldProps = {
  id: string
  label: string
  hint?: string
  error?: string | null
  className?: string
  children: ReactNode
}

/** A label, its control, and what is wrong with it; the control itself names `<id>-error` in `aria-describedby`. */
export function Field({ id, label, hint, error = null, className = '', children }: FieldProps) {
  return (
    <div className={`min-w-0 ${className}`}>
      <label htmlFor={id} className={LABEL}>
        {label}
      </label>
      {children}
      {hint && (
        <p id={`${id}-hint`} className="mt-1.5 text-sm text-muted">
          {hint}
        </p>
      )}
      <FieldError id={`${id}-error`} message={error} />
    </div>
  )
}
