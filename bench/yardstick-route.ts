/**
 * The yardstick of an API refill: a route that parses JSON, returns JSON, and does nothing else. It is not part of the
 * product; build-copy.ts puts it into a copy of the application.
 */
export async function POST(request: Request): Promise<Response> {
  const { amount } = (await request.json()) as { amount: number }
  return Response.json({ amount }, { status: 201 })
}
