export type AdminContact = { name: string; email: string | null }

/** Stands where a person without the right would look for the button: who has it. `what` only they can do: `add postage`. */
export function AdminContacts({ admins, what }: { admins: AdminContact[]; what: string }) {
  if (admins.length === 0) {
    return <p className="text-muted">Only an admin can {what}. This team has no admin yet.</p>
  }
  return (
    <div>
      <p className="text-muted">Only an admin can {what}. Contact one of your admins:</p>
      <AdminList admins={admins} />
    </div>
  )
}

/** The admins of the team, each with a link to write to. */
export function AdminList({ admins }: { admins: AdminContact[] }) {
  return (
    <ul className="mt-1 flex flex-wrap gap-x-5">
      {admins.map((admin) => (
        <li key={`${admin.name} ${admin.email}`}>
          {admin.email ? (
            <a
              href={`mailto:${admin.email}`}
              title={admin.email}
              className="inline-flex min-h-[44px] items-center font-medium text-accent underline underline-offset-4"
            >
              {admin.name}
            </a>
          ) : (
            <span className="inline-flex min-h-[44px] items-center font-medium">{admin.name}</span>
          )}
        </li>
      ))}
    </ul>
  )
}
