import { Check } from 'lucide-react'
import { LayoutThumbnail } from '../settings/appearance/layout-thumbnail'
import { TextLink } from '@/app/ui/text-link'

export type LayoutSwitchProps = {
  current: 'new' | 'classic'
  /** Keeps the layout whose picture was clicked. */
  choose: (form: FormData) => Promise<void>
}

const NAMES = { new: 'New', classic: 'Classic' } as const

/** At the foot of Home: both arrangements as pictures, and a click on one is all it takes. */
export function LayoutSwitch({ current, choose }: LayoutSwitchProps) {
  return (
    <section
      aria-labelledby="layout-switch"
      className="flex flex-wrap items-center justify-between gap-x-10 gap-y-4 border-t border-line pt-6 print:hidden"
    >
      <div>
        <h2 id="layout-switch" className="font-semibold">
          Prefer the other Home screen?
        </h2>
        <p className="text-muted">Select the picture of the layout you want. You can switch back at any time.</p>
        <TextLink href="/settings/appearance">Appearance and dark mode</TextLink>
      </div>
      <form action={choose} className="flex gap-3">
        {(['new', 'classic'] as const).map((layout) => (
          <button
            key={layout}
            name="layout"
            value={layout}
            aria-pressed={layout === current}
            className="w-[148px] cursor-pointer rounded-xl border border-edge/60 bg-card p-2 text-left hover:border-accent hover:bg-soft aria-pressed:border-accent aria-pressed:bg-soft"
          >
            <LayoutThumbnail layout={layout} className="w-full" />
            <span className="mt-1.5 flex min-h-[24px] items-center justify-between px-1 font-medium">
              {NAMES[layout]}
              {layout === current && <Check size={18} aria-hidden="true" className="text-accent" />}
            </span>
          </button>
        ))}
      </form>
    </section>
  )
}
