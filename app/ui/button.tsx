import type { ComponentProps } from 'react'

export type ButtonKind = 'primary' | 'plain' | 'quiet'

const SHAPE =
  'inline-flex min-h-[44px] items-center justify-center gap-2 rounded-[10px] px-5 py-2.5 text-center font-semibold no-underline transition-colors cursor-pointer aria-disabled:cursor-default print:hidden'

const KINDS: Record<ButtonKind, string> = {
  primary: 'bg-accent text-accent-ink hover:bg-accent-deep forced-colors:border',
  plain: 'border border-edge/60 bg-card text-ink hover:border-accent hover:bg-soft',
  quiet: 'text-ink underline decoration-edge underline-offset-4 hover:decoration-current',
}

/** The classes of a button, for the rare element that is neither of the two below. */
export function buttonClass(kind: ButtonKind = 'primary', more = ''): string {
  return `${SHAPE} ${KINDS[kind]} ${more}`
}

export type ButtonProps = ComponentProps<'button'> & { kind?: ButtonKind }

export function Button({ kind = 'primary', className = '', type = 'submit', ...rest }: ButtonProps) {
  return <button type={type} className={buttonClass(kind, className)} {...rest} />
}
