import type { ReactNode } from 'react'

/** A screen, and over it the dialog that was opened from it (`@dialog`), if any. Both ask for themselves who it is. */
export default function ConsoleLayout({ children, dialog }: { children: ReactNode; dialog: ReactNode }) {
  return (
    <>
      {children}
      {dialog}
    </>
  )
}
