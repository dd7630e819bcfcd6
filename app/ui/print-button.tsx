'use client'

import { Printer } from 'lucide-react'
import { buttonClass, type ButtonKind } from './button'

/** Opens the print dialog; hidden where no script could. */
export function PrintButton({ label = 'Print receipt', kind = 'plain' }: { label?: string; kind?: ButtonKind }) {
  return (
    <button type="button" className={`live-only ${buttonClass(kind)}`} onClick={() => window.print()}>
      <Printer size={18} aria-hidden="true" />
      {label}
    </button>
  )
}
