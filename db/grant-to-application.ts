import type postgres from 'postgres'

/**
 * The functions of db/functions that the application may call. SECURITY DEFINER marks those that act with the owner's
 * rights: money, history, and settings are written by them alone. The others act with the caller's rights, so the
 * application needs only the formulas that its queries use: SQL functions that do not write (STABLE or IMMUTABLE).
 * db/rights.test.ts compares the result with what the code calls.
 */
const granted = (sql: postgres.Sql) => sql<{ name: string; isGranted: boolean }[]>`
  select p.proname as name, p.prosecdef or (l.lanname = 'sql' and p.provolatile <> 'v') as "isGranted"
  from pg_proc p join pg_language l on l.oid = p.prolang
  where p.pronamespace = 'public'::regnamespace and p.prorettype <> 'trigger'::regtype
    and obj_description(p.oid, 'pg_proc') like 'indicia migration %'
  order by p.proname`

/** The tables that the application's login may write: the sign-in's own, and the test processor's books. */
const WRITES = {
  users: 'insert, update, delete',
  identities: 'insert, update, delete',
  sessions: 'insert, update, delete',
  kept_forms: 'insert, delete',
  test_processor_charges: 'insert',
}

/**
 * Gives the application's login its rights, where it is another one than the owner's: to read all of our tables, to
 * write those in WRITES, and to call what `granted` finds. It does so at each start, whatever was granted before,
 * because a backup restored without rights or a change by hand leaves no other trace. Logins that had rights before keep
 * them: the command line runs with the owner's login and must not take the application's.
 */
export async function grantToApplication(sql: postgres.Sql, application: string): Promise<void> {
  const known = await sql<{ login: string }[]>`
    select distinct r.rolname as login from pg_class t, aclexplode(t.relacl) a join pg_roles r on r.oid = a.grantee
    where t.oid = 'public.teams'::regclass and a.privilege_type = 'SELECT' and a.grantee <> t.relowner`
  const [{ owner }] = await sql<[{ owner: string }]>`select current_user as owner`
  const tables = (
    await sql<{ name: string }[]>`
    select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'r' and pg_get_userbyid(relowner) = current_user`
  ).map(({ name }) => name)
  const functions = await granted(sql)
  const namesOf = (isGranted: boolean) =>
    functions.filter((each) => each.isGranted === isGranted).map(({ name }) => name)
  for (const login of new Set([application, ...known.map((each) => each.login)])) {
    if (login === owner) continue
    const role = `"${login.replaceAll('"', '""')}"`
    const statements = [
      `grant usage on schema public to ${role}`,
      ...tables.map((table) => `revoke all on ${table} from ${role}; grant select on ${table} to ${role}`),
      ...Object.entries(WRITES).map(([table, rights]) => `grant ${rights} on ${table} to ${role}`),
      `revoke execute on function ${namesOf(false).join(', ')} from ${role}`,
      `grant execute on function ${namesOf(true).join(', ')} to ${role}`,
    ]
    await sql.unsafe(statements.join(';\n'))
  }
}
