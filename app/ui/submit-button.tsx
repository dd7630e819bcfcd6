import { LoaderCircle } from 'lucide-react'
import { buttonClass, type ButtonKind } from './button'

export type SubmitButtonProps = { label: string; pending: boolean; kind?: ButtonKind; className?: string }

/** Keeps its label and the focus while it works; the form ignores what is pressed meanwhile. */
export function SubmitButton({ label, pending, kind = 'primary', className = '' }: SubmitButtonProps) {
  return (
    <button
      type="submit"
      aria-busy={pending}
      aria-disabled={pending}
      className={buttonClass(
        kind,
        `relative px-9 whitespace-nowrap ${kind === 'primary' ? 'aria-busy:bg-accent-deep' : ''} ${className}`,
      )}
    >
      {pending && <LoaderCircle size={18} aria-hidden="true" className="absolute left-2.5 animate-spin" />}
      {label}
    </button>
  )
}
