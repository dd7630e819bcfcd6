/** Does one thing once and answers when it is done. */
export type Client = () => Promise<void>

/** Lets every client repeat its thing for so long, each waiting for its own answer: how many a second in all. */
export async function runClients(clients: Client[], milliseconds: number): Promise<number> {
  const began = performance.now()
  const until = began + milliseconds
  let done = 0
  await Promise.all(
    clients.map(async (client) => {
      while (performance.now() < until) {
        await client()
        done++
      }
    }),
  )
  return (done * 1000) / (performance.now() - began)
}
