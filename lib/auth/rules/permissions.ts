export type Role = 'admin' | 'staff'
export type Permission = 'balance:read' | 'history:read' | 'refills:write' | 'labels:write' | 'settings:write'

/**
 * The permissions of each role. Screens and server share this table, and the database applies the same rule to money.
 */
const permissions: Record<Role, readonly Permission[]> = {
  admin: ['balance:read', 'history:read', 'refills:write', 'labels:write', 'settings:write'],
  staff: ['balance:read', 'history:read', 'labels:write'],
}

/** Whether a role carries a permission. An unknown role carries none. */
export function may(role: Role, permission: Permission): boolean {
  return permissions[role]?.includes(permission) ?? false
}
