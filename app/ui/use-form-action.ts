'use client'

import { useActionState } from 'react'
import { rejectionText } from './rejection-text'

type Answer = { errors: { field: string; message: string }[] }

/**
 * `useActionState` for a form that outlives a refusal. What is refused before any action of ours runs (the form of a former build, one that
 * is too large) comes to the browser as an error, and an error page would take what was typed with it. Here it is an answer like any
 * other: the form with what is wrong. `keep` puts what was typed into the state that the form had.
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
