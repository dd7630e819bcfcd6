/** The people of the demo identity provider, as in its userinfo. */
export const DEMO_PEOPLE = [
  {
    sub: 'demo-admin',
    name: 'Demo Admin',
    role: 'admin',
    email: 'admin@demo.example',
    email_verified: true,
    groups: ['indicia-admins', 'everyone'],
    may: 'adds postage and sees everything',
  },
  {
    sub: 'demo-staff',
    name: 'Demo Staff',
    role: 'staff',
    email: 'staff@demo.example',
    email_verified: true,
    groups: ['everyone'],
    may: 'prints labels and sees the history',
  },
] as const
