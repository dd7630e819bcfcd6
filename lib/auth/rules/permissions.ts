export type Role = 'admin' | 'staff'
export type Permission = 'balance:read' | 'history:read' | 'refills:write' | 'labels:write' | 'settings:write'

/** What each role may do. Screens and server share this table; the database decides about money with the same rule. */
const permissions: Record<Role, readonly Permission[]> = {
  admin: ['balance:read', 'history:read', 'refills:write', 'labels:write', 'settings:write'],
  staff: ['balance:read', 'history:read', 'labels:write'],
}

/** Whether a role carries a permission. An unknown role carries none. */
export function may(role: Role, permission: Permission): boolean {
  return permissions[role]?.includes(permission) ?? false
}
