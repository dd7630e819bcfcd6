import autocannon from 'autocannon'

/** What is asked for, and the status that every answer has to have. */
export type Target = {
  name: string
  url: string
  status: number
  method?: 'POST'
  body?: string
  /** Made anew for each request. */
  headers?: () => Record<string, string>
}

/** Asks on so many kept connections for so long, each waiting for its own answer: how many requests a second in all. */
export async function runRequests(target: Target, connections: number, seconds: number): Promise<number> {
  const { name, url, status, method = 'GET', body, headers = () => ({}) } = target
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    requests: [{ method, body, setupRequest: (request) => ({ ...request, headers: headers() }) }],
  })
  const asWanted = result.statusCodeStats[status]?.count ?? 0
  const failed = result.errors + result.requests.total - asWanted
  if (failed > 0)
    throw new Error(`${name}: ${failed} of ${result.requests.total} requests were not answered with ${status}.`)
  return result.requests.total / result.duration
}
