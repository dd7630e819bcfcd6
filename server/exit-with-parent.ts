/** Ends this process when the supervisor that started it is gone, however that happened. Without one: nothing. */
export function exitWithParent(): void {
  if (!process.channel && process.connected === undefined) return
  if (!process.connected) process.exit(1)
  process.once('disconnect', () => process.exit(1))
}
