/**
 * The yardstick of the API's refill: a route that reads the JSON it is sent and answers with JSON, and does nothing. It is
 * no part of the product; build-copy.ts puts it into a copy of the application.
 */
export async function POST(request: Request): Promise<Response> {
  const { amount } = (await request.json()) as { amount: number }
  return Response.json({ amount }, { status: 201 })
}
