'use client'

import { X } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useLayoutEffect, useRef, type MouseEvent, type ReactNode } from 'react'

export type DialogProps = { label: string; children: ReactNode }

/**
 * The browser's modal dialog around a route that was opened over a screen. Closing it goes back. Escape, the cross, the
 * backdrop, and any element marked `data-closes-dialog` close it. Focus moves in and returns automatically.
 */
export function Dialog({ label, children }: DialogProps) {
  const router = useRouter()
  const dialog = useRef<HTMLDialogElement>(null)
  // Before the browser has let go of the element: only a dialog that closes gives the focus back.
  useLayoutEffect(() => {
    const element = dialog.current
    element?.showModal()
    element?.focus()
    return () => element?.close()
  }, [])

  const closeOn = (event: MouseEvent<HTMLDialogElement>) => {
    const target = event.target as HTMLElement
    if (target !== event.currentTarget && !target.closest('[data-closes-dialog]')) return
    event.preventDefault()
    router.back()
  }
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- Escape is the key, and comes as `cancel`.
    <dialog
      ref={dialog}
      aria-label={label}
      tabIndex={-1}
      onCancel={(event) => {
        event.preventDefault()
        router.back()
      }}
      onClickCapture={closeOn}
      className="m-auto max-h-[calc(100dvh-16px)] w-[min(1020px,calc(100vw-16px))] max-w-none has-[#check-and-confirm]:w-[min(640px,calc(100vw-16px))] overflow-y-auto overscroll-contain rounded-[18px] border border-line bg-card p-0 text-ink shadow-2xl outline-none backdrop:bg-black/45 sm:max-h-[calc(100dvh-64px)]"
    >
      <div className="relative px-4 pt-5 pb-5 sm:px-7 sm:pt-6 sm:pb-7">
        <button
          type="button"
          data-closes-dialog=""
          aria-label="Close"
          className="absolute top-2.5 right-2.5 grid size-[44px] cursor-pointer place-items-center rounded-full text-muted hover:bg-soft hover:text-ink sm:top-4 sm:right-4"
        >
          <X size={22} aria-hidden="true" />
        </button>
        {children}
      </div>
    </dialog>
  )
}
