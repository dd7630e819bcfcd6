'use client'

import { Printer } from 'lucide-react'
import { buttonClass } from './button'

/** Opens the print dialog; hidden where no script could. */
export function PrintButton({ label = 'Print receipt' }: { label?: string }) {
  return (
    <button type="button" className={`live-only ${buttonClass('plain')}`} onClick={() => window.print()}>
      <Printer size={18} aria-hidden="true" />
      {label}
    </button>
  )
}
