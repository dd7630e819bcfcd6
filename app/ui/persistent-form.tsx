import type { ComponentProps } from 'react'

/** A form for a server action that keeps what was typed, and takes no second press while the first is under way. */
export function PersistentForm({ pending, ...rest }: ComponentProps<'form'> & { pending: boolean }) {
  return (
    <form
      noValidate
      onSubmit={(event) => {
        if (pending) event.preventDefault()
      }}
      // React resets a form after its action.
      onReset={(event) => event.preventDefault()}
      {...rest}
    />
  )
}
