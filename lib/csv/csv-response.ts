/**
 * A CSV file that is generated while it is sent. The next lines are read only after the previous ones are sent, so a
 * file of any length needs little memory. If the client stops reading, generation stops.
 */
export function csvResponse(fileName: string, lines: Iterable<string> | AsyncIterable<string>): Response {
  const source = Symbol.asyncIterator in lines ? lines[Symbol.asyncIterator]() : lines[Symbol.iterator]()
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      // Line by line would be a chunk for each.
      let text = ''
      while (text.length < 16_384) {
        const { done, value } = await source.next()
        if (done) {
          if (text) controller.enqueue(encoder.encode(text))
          controller.close()
          return
        }
        text += value
      }
      controller.enqueue(encoder.encode(text))
    },
    async cancel() {
      await source.return?.()
    },
  })
  return new Response(body, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${fileName}"`,
      'Cache-Control': 'no-store',
    },
  })
}
