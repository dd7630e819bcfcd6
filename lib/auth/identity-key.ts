/** The key that a person is known by: issuer and subject, never the e-mail. */
export function identityKeyOf(issuer: string, subject: string): string {
  return `${issuer}|${subject}`
}

/** The demo provider uses a free port, so its issuer can change between starts. Its people keep one key. */
export function demoIdentityKey(subject: string): string {
  return identityKeyOf('demo', subject)
}
