'use client'

import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { buttonClass } from './button'

/** Copies a text that stands beside it. Without a script the text itself can be selected, and this is not shown. */
export function CopyText({ text, label = 'Copy' }: { text: string; label?: string }) {
  const [copied, setCopied] = useState(false)
  return (
    <button
      type="button"
      className={buttonClass('plain', 'live-only')}
      onClick={async () => {
        await navigator.clipboard.writeText(text)
        setCopied(true)
      }}
    >
      {copied ? <Check size={18} aria-hidden="true" /> : <Copy size={18} aria-hidden="true" />}
      <span aria-live="polite">{copied ? 'Copied' : label}</span>
    </button>
  )
}
