declare module 'autocannon' {
  type Request = { method: string; body?: string; headers?: Record<string, string> }
  type Options = {
    url: string
    connections: number
    duration: number
    requests: (Request & { setupRequest: (request: Request) => Request })[]
  }
  type Result = {
    requests: { total: number }
    duration: number
    errors: number
    statusCodeStats: Record<string, { count: number }>
  }
  export default function autocannon(options: Options): Promise<Result>
}
