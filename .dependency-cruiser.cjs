const TESTS = '\\.test\\.ts$|^db/testing/|^lib/testing/|^lib/.+/testing/'
/** Modules of lib that run in the browser too: they import nothing of the server. */
const RULES = '^lib/rules/|^lib/[^/]+/rules/'

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Modules that need each other are one module, or one of them knows too much.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'lib-never-back',
      comment: 'app → lib → db, never back. Programs (server, cli, bench, faults, scripts) stand above all three.',
      severity: 'error',
      from: { path: '^lib/', pathNot: TESTS },
      to: { path: '^(app|server|cli|bench|faults|scripts|e2e)/' },
    },
    {
      name: 'db-never-back',
      comment: 'db imports nothing of ours but lib/env and lib/rules/money.',
      severity: 'error',
      from: { path: '^db/', pathNot: TESTS },
      to: { path: '^(app|server|cli|bench|faults|scripts|e2e|lib)/', pathNot: '^lib/(env|rules/money)\\.ts$' },
    },
    {
      name: 'programs-need-no-scripts',
      comment: 'scripts → server, never back: scripts install, build and test what the product runs.',
      severity: 'error',
      from: { path: '^(server|cli)/', pathNot: TESTS },
      to: { path: '^(scripts|bench|faults|e2e)/' },
    },
    {
      name: 'processes-run-before-an-install',
      comment: '`npm start` imports these files when Node is all that is there.',
      severity: 'error',
      from: { path: '^server/processes/', pathNot: TESTS },
      to: { pathNot: '^server/processes/', dependencyTypesNot: ['core', 'type-only'] },
    },
    {
      name: 'scripts-start-with-node-alone',
      comment: 'A script may import a program of ours only once packages are installed: with import().',
      severity: 'error',
      from: { path: '^scripts/.+\\.mjs$' },
      to: { path: '^(app|lib|db|server|cli)/', pathNot: '^server/processes/', dependencyTypesNot: ['dynamic-import'] },
    },
    {
      name: 'one-hook-on-requests',
      comment: 'The order of what happens to a request stands in one file.',
      severity: 'error',
      from: { pathNot: '^server/request-guard/on-request-start\\.ts$' },
      to: { path: '^(node:)?diagnostics_channel$' },
    },
    {
      name: 'app-runs-no-program',
      severity: 'error',
      from: { path: '^app/', pathNot: TESTS },
      to: { path: '^(server|cli|bench|faults|scripts|e2e)/' },
    },
    {
      name: 'programs-leave-the-app-alone',
      severity: 'error',
      // The yardstick is a page itself: bench copies it into an app.
      from: { path: '^(server|cli|bench|faults|scripts|e2e)/', pathNot: '^bench/yardstick-page\\.tsx$' },
      to: { path: '^app/' },
    },
    {
      name: 'tests-stay-tests',
      comment: 'What runs in production imports nothing that was made for tests.',
      severity: 'error',
      // check-stripe.ts compares the stand-in of the tests with Stripe.
      from: { pathNot: `${TESTS}|^e2e/|^faults/|^bench/|^vitest|^scripts/check-stripe\\.ts$` },
      to: { path: TESTS },
    },
    {
      name: 'next-only-in-auth-and-action',
      comment: 'So that the rest of lib runs in a test, in the command line and under another framework.',
      severity: 'error',
      from: { path: '^(lib|db)/', pathNot: '^lib/auth/|^lib/action\\.ts$' },
      to: { path: 'node_modules/(next|next-auth|@auth)/' },
    },
    {
      name: 'ui-holds-primitives',
      comment: 'app/ui knows no trade and no screen: it formats money and days, and knows how a form answers.',
      severity: 'error',
      from: { path: '^app/ui/', pathNot: TESTS },
      to: {
        path: '^(app|db|lib)/',
        pathNot: '^app/ui/|^lib/rules/|^lib/forms/rules/form-state\\.ts$|^lib/auth/form-draft\\.ts$',
      },
    },
    {
      name: 'ui-imports-types-of-forms',
      comment: 'Of what is not a rule, app/ui imports types only.',
      severity: 'error',
      from: { path: '^app/ui/', pathNot: TESTS },
      to: { path: '^(db|lib)/', pathNot: RULES, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'rules-import-only-rules',
      comment: 'What the browser runs too imports nothing of the server; node: modules neither.',
      severity: 'error',
      from: { path: RULES, pathNot: TESTS },
      to: { pathNot: `${RULES}|^node_modules/zod/`, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'features-keep-their-internals',
      comment: 'A feature folder of lib uses the verbs and rules of another, never its other folders.',
      severity: 'error',
      from: { path: '^lib/([^/]+)/', pathNot: TESTS },
      to: { path: '^lib/[^/]+/[^/]+/', pathNot: `^lib/$1/|${RULES}` },
    },
    {
      name: 'one-door-to-stripe',
      comment:
        'Everything else knows the port (lib/payments/card-processor.ts); lib/payments/processor.ts chooses the adapter.',
      severity: 'error',
      from: {
        pathNot: `^lib/payments/stripe/|^lib/payments/processor\\.ts$|^e2e/|^scripts/check-stripe\\.ts$|${TESTS}`,
      },
      to: { path: '^lib/payments/stripe/|node_modules/stripe/' },
    },
    {
      name: 'adapters-have-no-database',
      comment: 'What an adapter needs is in its arguments, and what it learns is in its answer.',
      severity: 'error',
      from: { path: '^lib/payments/stripe/', pathNot: TESTS },
      to: { path: '^db/', pathNot: '^db/queries/is-uuid\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'payments-know-no-refills',
      comment:
        'lib/refills acts on the PaymentEvent that lib/payments translates: the port imports nothing that imports it.',
      severity: 'error',
      from: { path: '^lib/payments/', pathNot: TESTS },
      to: { path: '^lib/(refills|labels|api|postage-requests)/' },
    },
    {
      name: 'drizzle-only-in-db',
      comment: "Money is moved by functions of the database; only the sign-in library's adapter needs Drizzle.",
      severity: 'error',
      from: { pathNot: '^db/|^drizzle\\.config\\.ts$|^lib/auth/' },
      to: { path: 'node_modules/drizzle-orm/' },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(next/|\\./\\.next/)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(\\.next|node_modules/\\.cache|test-results|playwright-report)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.d.ts'],
    },
  },
}
