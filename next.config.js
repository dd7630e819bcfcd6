import { SECURITY_HEADERS } from './lib/request-guard/security-headers.js'
import { MAX_IMPORT_BYTES } from './lib/request-guard/body-limits.js'

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
  // forbidden() in actions answers 403 with app/forbidden.tsx. The size of a form is bounded before Next reads it (lib/request-guard).
  experimental: {
    authInterrupts: true,
    serverActions: { bodySizeLimit: MAX_IMPORT_BYTES + 1024 },
    proxyClientMaxBodySize: MAX_IMPORT_BYTES + 1024,
  },
  // Elsewhere our own process sets them (server/request-guard).
  headers: async () =>
    process.env.VERCEL
      ? [{ source: '/:path*', headers: Object.entries(SECURITY_HEADERS).map(([key, value]) => ({ key, value })) }]
      : [],
}

export default config
