/** A database that this build cannot be started on, told in words: no stack trace belongs to it. */
export class MigrationError extends Error {
  override name = 'MigrationError'
}
