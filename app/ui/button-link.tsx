import Link from 'next/link'
import type { ComponentProps } from 'react'
import { buttonClass, type ButtonKind } from './button'

export type ButtonLinkProps = ComponentProps<typeof Link> & { kind?: ButtonKind }

/** A link that looks like a button. A file of its own: a form of the browser's that needs a button only has no use for the router's link. */
export function ButtonLink({ kind = 'plain', className = '', ...rest }: ButtonLinkProps) {
  return <Link className={buttonClass(kind, className)} {...rest} />
}
