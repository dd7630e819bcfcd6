'use client'

import { useEffect, useRef, useState, type ReactNode } from 'react'
import { Button } from '@/app/ui/button'
import { ButtonLink } from '@/app/ui/button-link'
import { INPUT, LABEL } from '@/app/ui/field'

export type NewKeyProps = { title: string; label: string; secret: string; doneHref: string; children: ReactNode }

/** A secret in the one answer that has it, with what to do with it. Takes the focus where a script has put it on the page. */
export function NewKey({ title, label, secret, doneHref, children }: NewKeyProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  const [copied, setCopied] = useState(false)
  useEffect(() => heading.current?.focus(), [])
  const copy = () => {
    void navigator.clipboard.writeText(secret).then(
      () => setCopied(true),
      () => setCopied(false),
    )
  }
  return (
    <div className="grid gap-5">
      <div>
        <h2 ref={heading} tabIndex={-1} className="text-lg font-semibold wrap-anywhere">
          {title}
        </h2>
        <p className="mt-1 max-w-[64ch] text-muted">{children}</p>
      </div>
      <div>
        <label htmlFor="secret" className={LABEL}>
          {label}
        </label>
        <textarea
          id="secret"
          readOnly
          rows={2}
          value={secret}
          autoComplete="off"
          spellCheck={false}
          onFocus={(event) => event.currentTarget.select()}
          className={`${INPUT} resize-none font-mono break-all`}
        />
        <p role="status" className="text-muted not-empty:mt-1.5">
          {copied && 'Copied.'}
        </p>
      </div>
      <div className="flex flex-wrap gap-2.5">
        <Button type="button" onClick={copy} className="live-only">
          Copy key
        </Button>
        <ButtonLink href={doneHref}>I have saved the key</ButtonLink>
      </div>
    </div>
  )
}
