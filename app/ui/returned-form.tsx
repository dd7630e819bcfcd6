'use client'

import { useSearchParams } from 'next/navigation'
import { createContext, useContext, type ReactNode } from 'react'
import type { FormDraft } from '@/lib/auth/form-draft'
import { Notice } from './notice'

const Returned = createContext<FormDraft | null>(null)

/** Tells the forms of a page what was sent of them after the session had ended. */
export function ReturnedForm({ returned, children }: { returned: FormDraft | null; children: ReactNode }) {
  return <Returned value={returned}>{children}</Returned>
}

/** What was typed into this form before its session ended; null for every other form, and once one has gone on from its address. */
export function useReturned(form?: string): FormData | null {
  const returned = useReturnedHere()
  if (!returned || (form !== undefined && returned.values.form_name?.[0] !== form)) return null
  const typed = new FormData()
  for (const [name, values] of Object.entries(returned.values)) for (const value of values) typed.append(name, value)
  return typed
}

const LOST = { file: ' Choose the file again.', too_long: ' It was too long to save.' }

/** Says why a form stands here with what was typed, and that nothing of it was done. */
export function ReturnedNotice() {
  const returned = useReturnedHere()
  if (!returned) return null
  return (
    <Notice kind="warn" title="You were signed out before you submitted this form">
      Nothing was changed. Check your entries and submit the form again.{returned.lost && LOST[returned.lost]}
    </Notice>
  )
}

function useReturnedHere(): FormDraft | null {
  const returned = useContext(Returned)
  const here = useSearchParams().get('kept')
  return returned && returned.id === here ? returned : null
}
