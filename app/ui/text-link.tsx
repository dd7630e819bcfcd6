import Link from 'next/link'
import type { ComponentProps } from 'react'

/** A link that stands alone, such as `All refills` beside a heading: as high as a finger needs. */
export function TextLink({ className = '', ...rest }: ComponentProps<typeof Link>) {
  return (
    <Link
      className={`inline-flex min-h-[44px] items-center text-accent underline decoration-edge underline-offset-4 hover:decoration-current ${className}`}
      {...rest}
    />
  )
}
