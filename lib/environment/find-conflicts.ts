import { VARIABLES, type VariableName } from './variables'

type Present = Partial<Record<string, string>>
type Problem = { name: VariableName; should: string }

/** Variables of `npm start` that are valid alone and contradict each other. */
export function findConflicts(present: Present): Problem[] {
  const problems = findStripeConflicts(present)
  const needs = (name: VariableName, reason: string) => {
    if (present[name] === undefined) problems.push(missing(name, reason))
  }
  if (present.OIDC_ISSUER !== undefined) {
    needs('OIDC_CLIENT_ID', 'since OIDC_ISSUER is set')
    needs('OIDC_CLIENT_SECRET', 'since OIDC_ISSUER is set')
  } else if (present.OIDC_CLIENT_ID !== undefined || present.OIDC_CLIENT_SECRET !== undefined) {
    // A client id implies an own provider. The demo sign-in must not replace it.
    needs('OIDC_ISSUER', 'since OIDC_CLIENT_ID or OIDC_CLIENT_SECRET is set')
  } else if (present.DATABASE_URL !== undefined && present.INDICIA_DEMO === undefined) {
    needs('OIDC_ISSUER', 'since DATABASE_URL is set; or set INDICIA_DEMO=1 for demo team and sign-in on it')
  }
  if (present.SMTP_URL !== undefined) needs('SUPPORT_EMAIL', 'since SMTP_URL is set')
  if (present.SUPPORT_EMAIL !== undefined) needs('SMTP_URL', 'since SUPPORT_EMAIL is set')
  if (present.DATABASE_OWNER_URL !== undefined) needs('DATABASE_URL', 'since DATABASE_OWNER_URL is set')
  return problems
}

/** With half of an account, cards would be charged without hearing of the outcome, or the reverse. */
export function findStripeConflicts(present: Present): Problem[] {
  const { STRIPE_SECRET_KEY: key, STRIPE_WEBHOOK_SECRET: secret, STRIPE_API_BASE: base } = present
  const problems: Problem[] = []
  if (key === undefined && (secret ?? base) !== undefined) {
    const cause = secret === undefined ? 'STRIPE_API_BASE' : 'STRIPE_WEBHOOK_SECRET'
    problems.push(missing('STRIPE_SECRET_KEY', `since ${cause} is set`))
  }
  if (secret === undefined && key !== undefined) {
    problems.push(missing('STRIPE_WEBHOOK_SECRET', 'since STRIPE_SECRET_KEY is set'))
  }
  if (key !== undefined && present.TEST_PROCESSOR_URL !== undefined) {
    problems.push({
      name: 'TEST_PROCESSOR_URL',
      should: 'be unset, since STRIPE_SECRET_KEY is set: cards are charged by one or the other',
    })
  }
  return problems
}

function missing(name: VariableName, reason: string): Problem {
  return { name, should: `be ${VARIABLES[name].format}, ${reason}` }
}
