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
}

export default config
