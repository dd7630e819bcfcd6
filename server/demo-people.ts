/** The people who can sign in at the demo identity provider, as its userinfo tells of them. */
export const DEMO_PEOPLE = [
  {
    sub: 'demo-admin',
    name: 'Demo Admin',
    email: 'admin@demo.example',
    email_verified: true,
    groups: ['indicia-admins', 'everyone'],
    may: 'adds postage and sees everything',
  },
  {
    sub: 'demo-staff',
    name: 'Demo Staff',
    email: 'staff@demo.example',
    email_verified: true,
    groups: ['everyone'],
    may: 'prints labels and sees the history',
  },
] as const

/** The group whose members are admins of the demo team. */
export const DEMO_ADMIN_GROUP = 'indicia-admins'
