/** Cuts a stream of PostgreSQL's protocol into whole messages. A client's first message has no type. */
export function cutMessages(
  startsWithoutType: boolean,
  each: (type: string, message: Buffer) => void,
): (chunk: Buffer) => void {
  let buffer = Buffer.alloc(0)
  let isTyped = !startsWithoutType
  return (chunk) => {
    buffer = Buffer.concat([buffer, chunk])
    for (;;) {
      const header = isTyped ? 1 : 0
      if (buffer.length < header + 4) return
      const end = header + buffer.readInt32BE(header)
      if (buffer.length < end) return
      const message = buffer.subarray(0, end)
      buffer = buffer.subarray(end)
      each(isTyped ? String.fromCharCode(message[0]!) : '', message)
      isTyped = true
    }
  }
}
