import type { ReactNode } from 'react'

export type HeaderPerson = { name: string; email: string | null; role: string }

export type PersonMenuProps = { person: HeaderPerson; teamName: string; signOut: ReactNode }

/** Who is signed in, as what, and for which team. A native disclosure: it opens without a script. */
export function PersonMenu({ person, teamName, signOut }: PersonMenuProps) {
  return (
    <details className="group relative">
      <summary className="grid size-[44px] cursor-pointer list-none place-items-center rounded-full">
        <span className="grid size-[36px] place-items-center rounded-full bg-soft text-xs font-semibold ring-1 ring-line group-open:ring-2 group-open:ring-accent">
          {initials(person.name)}
        </span>
        <span className="sr-only">, signed in as {person.name}</span>
      </summary>
      <div className="absolute right-0 z-40 mt-2 w-[min(288px,calc(100vw-32px))] rounded-2xl border border-line bg-card p-5 shadow-xl">
        <p className="font-semibold wrap-anywhere">{person.name}</p>
        {person.email && <p className="text-muted wrap-anywhere">{person.email}</p>}
        <dl className="mt-4 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 border-t border-line pt-4">
          <dt className="text-muted">Team</dt>
          <dd className="wrap-anywhere">{teamName}</dd>
          <dt className="text-muted">Role</dt>
          <dd>{person.role}</dd>
        </dl>
        <div className="mt-4">{signOut}</div>
      </div>
    </details>
  )
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/)
  const first = words[0] ?? ''
  const last = words.length > 1 ? (words.at(-1) ?? '') : ''
  const letters = `${[...first][0] ?? ''}${[...last][0] ?? ''}`
  return letters.toUpperCase() || '?'
}
