import { Books, type Session } from './books'
import { completePayment, completeSetup } from './sessions'
import { StripeProblem } from './stripe-problem'

type Page = { status: number; html: string } | { to: string }

/** The pages that Stripe shows to people: plain forms, so that a browser or a test without one can go through them. */
export function showHostedPage(books: Books, id: string): Page {
  const session = Books.get(books.sessions, id, 'checkout.session', 'session')
  if (session.status !== 'open')
    return { status: 200, html: document('This page has expired', '<p>You can close this page and go back.</p>') }
  return { status: 200, html: form(session) }
}

/** What the person has typed and pressed on such a page. */
export function submitHostedPage(books: Books, id: string, typed: URLSearchParams): Page {
  const session = Books.get(books.sessions, id, 'checkout.session', 'session')
  if (session.status !== 'open') return showHostedPage(books, id)
  const number = (typed.get('number') ?? '').replaceAll(/\D/g, '')
  const expiry = /^\s*(\d{1,2})\s*\/\s*(?:20)?(\d{2})\s*$/.exec(typed.get('expiry') ?? '')
  try {
    if (session.mode === 'setup') {
      if (!expiry) return { status: 200, html: form(session, "Your card's expiration date is incomplete.") }
      completeSetup(books, session, number, Number(expiry[1]), 2000 + Number(expiry[2]))
    } else completePayment(books, session, number, typed.get('answer') !== 'decline')
  } catch (error) {
    if (!(error instanceof StripeProblem)) throw error
    return { status: 200, html: form(session, error.message) }
  }
  return { to: session.success_url!.replaceAll('{CHECKOUT_SESSION_ID}', session.id) }
}

function form(session: Session, problem = ''): string {
  const isSetup = session.mode === 'setup'
  const amount = session.amount_total === null ? '' : `$${(session.amount_total / 100).toFixed(2)}`
  return document(
    isSetup ? 'Add a card' : `Pay ${amount}`,
    `
    ${problem && `<p role="alert">${escape(problem)}</p>`}
    <form method="post">
      <p><label>Card number <input name="number" inputmode="numeric" autocomplete="cc-number" value="${isSetup ? '' : '4242 4242 4242 4242'}"></label></p>
      <p><label>Expiration <input name="expiry" placeholder="MM / YY" autocomplete="cc-exp" value="${isSetup ? '' : '12 / 30'}"></label></p>
      ${
        isSetup
          ? '<button>Save card</button>'
          : '<button name="answer" value="approve">Approve</button> <button name="answer" value="decline">Decline</button>'
      }
    </form>
    ${session.cancel_url ? `<p><a href="${escape(session.cancel_url)}">Back</a></p>` : ''}`,
  )
}

const document = (title: string, body: string) => `<!doctype html><html lang="en"><meta charset="utf-8">
  <meta name="viewport" content="width=device-width"><title>${title} – Fake Stripe</title>
  <main><h1>${title}</h1><p>This stands in for a page of Stripe’s. No money moves.</p>${body}</main></html>`

const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
