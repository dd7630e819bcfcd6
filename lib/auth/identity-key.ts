/** The key that a person is known by: issuer and subject, never the e-mail. */
export function identityKeyOf(issuer: string, subject: string): string {
  return `${issuer}|${subject}`
}

/** The demo provider listens on a free port, so its issuer may change between two starts; its people keep one key. */
export function demoIdentityKey(subject: string): string {
  return identityKeyOf('demo', subject)
}
