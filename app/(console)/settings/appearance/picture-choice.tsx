import type { ReactNode } from 'react'

export type PictureChoiceProps = {
  name: string
  value: string
  label: string
  /** A line under the label, read after it as its description. */
  text: string
  chosen: boolean
  /** The picture itself; what it shows is said by the text. */
  children: ReactNode
}

/** A radio that is as large as its picture: one clicks on the image that matches. */
export function PictureChoice({ name, value, label, text, chosen, children }: PictureChoiceProps) {
  const id = `${name}-${value}`
  return (
    <div className="relative p-4">
      <input
        id={id}
        type="radio"
        name={name}
        value={value}
        defaultChecked={chosen}
        aria-describedby={`${id}-text`}
        className="peer absolute inset-0 cursor-pointer appearance-none rounded-xl border border-edge/60 bg-card transition-colors checked:border-2 checked:border-accent checked:bg-soft hover:border-accent forced-colors:checked:border-4"
      />
      <div className="pointer-events-none relative">
        {children}
        <label htmlFor={id} className="mt-3 block font-medium">
          {label}
        </label>
        <p id={`${id}-text`} className="text-sm text-muted">
          {text}
        </p>
      </div>
    </div>
  )
}
