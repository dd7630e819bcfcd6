import { createTransport } from 'nodemailer'
import { database } from '../../db/client'
import { env } from '../env'
import { formatMoney } from '../rules/money'
import { log } from '../log'
import { readEmail } from '../text/read-email'
import { cleanText } from '../text/rules/read-text'

/** The person waits for it: a mail server that is slower than this is as good as away. */
const PATIENCE_MS = 5_000

type Mailed = {
  reference: string
  subject: string
  body: string
  team: string
  name: string
  email: string | null
  refill: string | null
  label: string | null
  amount: number | null
}

/**
 * Emails a case to SUPPORT_EMAIL through SMTP_URL. Returns `off` if these are unset. Never throws: the case is in the
 * database, and a failed email is logged.
 */
export async function mailCase(teamId: number, caseId: string): Promise<'sent' | 'failed' | 'off'> {
  const { mail, authUrl } = env()
  if (mail === null) return 'off'
  try {
    const [found] = await database().sql<[Mailed]>`
      select c.reference, c.subject, c.body, t.name as team, person_name(u) as name, u.email,
        r.reference as refill, l.carrier || coalesce(' ' || l.service, '') as label, l.amount
      from cases c join teams t on t.id = c.team_id join users u on u.id = c.opened_by
      left join refills r on r.team_id = c.team_id and r.id = c.refill_id
      left join labels l on l.team_id = c.team_id and l.id = c.label_id
      where c.team_id = ${teamId} and c.id = ${caseId}`
    const replyTo = readEmail(found.email)
    await transport(mail.smtpUrl).sendMail({
      from: { name: 'Indicia', address: mail.supportEmail },
      to: mail.supportEmail,
      // Names and addresses come from an identity provider: one line each, and an address only if it is one.
      replyTo: replyTo === null ? undefined : { name: cleanText(found.name, { longest: 200 }), address: replyTo },
      subject: cleanText(`[${found.reference}] ${found.subject}`, { longest: 200 }),
      text: [
        `${found.name} (${found.team}) asks:`,
        found.body,
        aboutWhat(found),
        `Answer it at ${authUrl}/help/cases/${caseId}`,
      ]
        .filter((part) => part !== null)
        .join('\n\n'),
      // What people write is text, never a file or an address to fetch.
      disableFileAccess: true,
      disableUrlAccess: true,
    })
    return 'sent'
  } catch (error) {
    log.error({ err: error, teamId, caseId }, 'a case could not be mailed; it is kept all the same')
    return 'failed'
  }
}

function transport(smtpUrl: string) {
  const { protocol, hostname, port, username, password } = new URL(smtpUrl)
  const secure = protocol === 'smtps:'
  return createTransport({
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    // A password never crosses the network in the clear.
    requireTLS: !secure && username !== '',
    auth: username === '' ? undefined : { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
    dnsTimeout: PATIENCE_MS,
  })
}

function aboutWhat({ refill, label, amount }: Mailed): string | null {
  if (refill) return `It is about the refill ${refill}.`
  return label ? `It is about a label: ${label}, ${formatMoney(amount ?? 0)}.` : null
}
