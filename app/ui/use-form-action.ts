'use client'

import { useActionState } from 'react'
import { rejectionText } from './rejection-text'

type Answer = { errors: { field: string; message: string }[] }

/**
 * `useActionState` for a form that survives a rejection. A form that is rejected before an action runs (from an earlier
 * build, or too large) reaches the browser as an error, and an error page would lose what was typed. Here the result is
 * the form with an error. `keep` puts the typed values into the state of the form.
 */
export function useFormAction<State extends Answer>(
  action: (state: State, form: FormData) => Promise<State>,
  initial: Awaited<State>,
  keep: (state: State, form: FormData) => State,
) {
  const guarded = async (state: State, form: FormData): Promise<State> => {
    try {
      return await action(state, form)
    } catch (error) {
      const message = rejectionText(error)
      if (message === null) throw error
      return { ...keep(state, form), errors: [{ field: 'form', message }] }
    }
  }
  // The server writes the action's name into the form, for those who come without a script.
  return useActionState<State, FormData>(typeof window === 'undefined' ? action : guarded, initial)
}

/** The texts of a form by their names, as a form state keeps them. */
export function typedIn(form: FormData): Record<string, string> {
  const texts = [...form].filter((field): field is [string, string] => typeof field[1] === 'string')
  return Object.fromEntries(texts)
}
