/** Whether a host name of an address means this machine. */
export function isLoopback(hostname: string): boolean {
  return /^(localhost|.+\.localhost|\[::1\]|127(\.\d+){3})$/.test(hostname)
}
