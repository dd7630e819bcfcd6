import type { ReactNode } from 'react'

export type TagTone = 'green' | 'amber' | 'red' | 'grey' | 'accent'

const TONES: Record<TagTone, string> = {
  // Less than the others: on bare paper, too, the word has to stand out.
  green: 'text-green bg-green/7',
  amber: 'text-amber bg-amber/12',
  red: 'text-red bg-red/10',
  grey: 'text-grey bg-grey/12',
  accent: 'text-accent bg-accent/10',
}

/** A state in a word and a colour: `Posted`, `Default`, `Inactive`. */
export function Tag({ tone = 'grey', children }: { tone?: TagTone; children: ReactNode }) {
  return (
    <span className={`inline-block rounded-full px-2.5 py-0.5 text-xs font-medium whitespace-nowrap ${TONES[tone]}`}>
      {children}
    </span>
  )
}
