import { ALWAYS } from './lib/door/answer-headers.js'
import { LARGEST_IMPORT } from './lib/door/largest-form.js'

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  // A proxy in front compresses better than Node does, and leaves the CPU to the requests.
  compress: false,
  // `npm run check` runs the type checker; a start on a fresh clone need not wait for it again.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ['postgres', 'pino'],
  // Read at boot by db/migrate.ts; the tracer cannot see files that are opened by name.
  outputFileTracingIncludes: { '/*': ['./db/migrations/**/*', './db/functions/**/*'] },
  // Nothing here is shown through it; else anybody could have this server scale pictures.
  images: { unoptimized: true },
  // forbidden() in actions answers 403 with app/forbidden.tsx. The size of a form is bounded before Next reads it (lib/door).
  experimental: {
    authInterrupts: true,
    serverActions: { bodySizeLimit: LARGEST_IMPORT + 1024 },
    proxyClientMaxBodySize: LARGEST_IMPORT + 1024,
  },
  // Elsewhere our own process sets them (server/door).
  headers: async () =>
    process.env.VERCEL
      ? [{ source: '/:path*', headers: Object.entries(ALWAYS).map(([key, value]) => ({ key, value })) }]
      : [],
}

export default config
