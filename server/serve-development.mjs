import { once } from 'node:events'
import { createServer } from 'node:http'
import next from 'next'

/**
 * The web server of `npm run dev`. Next compiles what is requested and sends every saved change to the browser. `next
 * dev` would start a process of its own, which survives a killed supervisor. This one is the supervisor's child, like
 * the built server.
 */
const port = Number(process.env.PORT)
const server = createServer()
server.on('error', (error) => {
  console.error(error)
  process.exit(1)
})
// Before Next boots: the supervisor takes the first message of the boot as the sign that we hold the port.
server.listen(port)
await once(server, 'listening')

const app = next({ dev: true, dir: process.cwd(), port, httpServer: server })
for (const signal of /** @type {const} */ (['SIGTERM', 'SIGINT'])) process.once(signal, stop)
// A request during compilation waits. The handler also takes the socket over which changes are sent.
const prepared = app.prepare()
const handle = app.getRequestHandler()
server.on('request', (request, response) => void prepared.then(() => handle(request, response)))
await prepared

/** Running requests are dropped, because a developer can reload. Next's compiled output is kept for the next start. */
async function stop() {
  server.close()
  server.closeAllConnections()
  await app.close()
  process.exit(0)
}
