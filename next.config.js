/** Bytes. A price file travels with its form until it is confirmed, and another one may be chosen meanwhile. */
export const LARGEST_FORM = 3 * 1024 * 1024

/** The same for a file of cost accounts: 10 MB, and one of them packed. */
export const LARGEST_IMPORT = 13 * 1024 * 1024

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
  // forbidden() in actions answers 403 with app/forbidden.tsx.
  // Beyond the limit Next answers with 413 in words of its own, before any code of ours: proxy.ts is quicker.
  experimental: { authInterrupts: true, serverActions: { bodySizeLimit: LARGEST_IMPORT }, proxyClientMaxBodySize: LARGEST_IMPORT },
  headers: async () => [
    {
      source: '/:path*',
      headers: [
        { key: 'X-Content-Type-Options', value: 'nosniff' },
        { key: 'X-Frame-Options', value: 'DENY' },
        { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
        // Not no-referrer: that would make browsers send `Origin: null` with our own forms.
        { key: 'Referrer-Policy', value: 'same-origin' },
        { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=(), payment=()' },
      ],
    },
  ],
}

export default config
