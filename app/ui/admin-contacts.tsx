export type AdminContact = { name: string; email: string | null }

export type AdminContactsProps = {
  admins: AdminContact[]
  /** What only they can do. */
  what?: string
}

/** Stands where a person without the right would look for the button: who has it. */
export function AdminContacts({ admins, what = 'add postage' }: AdminContactsProps) {
  if (admins.length === 0) {
    return <p className="text-muted">Only an admin can {what}, and this team has none yet.</p>
  }
  return (
    <div>
      <p className="text-muted">Only an admin can {what}. Ask one of yours:</p>
      <ul className="mt-1 flex flex-wrap gap-x-5">
        {admins.map((admin) => (
          <li key={`${admin.name} ${admin.email}`}>
            {admin.email ? (
              <a
                href={`mailto:${admin.email}`}
                title={admin.email}
                className="inline-flex min-h-[44px] items-center font-[550] text-accent underline underline-offset-4"
              >
                {admin.name}
              </a>
            ) : (
              <span className="inline-flex min-h-[44px] items-center font-[550]">{admin.name}</span>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}
