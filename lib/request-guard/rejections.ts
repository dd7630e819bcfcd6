import { PLAIN_HEADERS, plainPage, type PlainPage } from '../error-page'

/** A request that is answered before anybody reads it. */
export type Rejection = { status: number; headers?: Record<string, string>; page?: PlainPage }

const HOME = { href: '/', text: 'Home' }

const NOT_CHANGED = 'Nothing was changed.'
const BACK = 'Go back to see what you typed, if your browser kept it.'

/** 403 for a form that another site has sent; where the person is here by another address than ours, with the right one. */
export function crossOriginForm(authUrl: string, isOurPage: boolean): Rejection {
  return {
    status: 403,
    page: isOurPage
      ? {
          title: 'Wrong address',
          heading: 'Indicia has another address',
          text: `You opened Indicia at a different address. This form was not accepted. ${NOT_CHANGED} Open Indicia at ${authUrl} and continue there.`,
          links: [{ href: authUrl, text: `Open ${authUrl}` }],
        }
      : {
          title: 'Not allowed',
          heading: 'This form did not come from this site',
          text: `${NOT_CHANGED} If you were using Indicia, open it again at ${authUrl}.`,
          links: [{ href: authUrl, text: 'Open Indicia' }],
        },
  }
}

/** 405; `allow` names what would do. */
export function methodNotAllowed(allow: string): Rejection {
  return {
    status: 405,
    headers: { Allow: allow },
    page: {
      title: 'Not possible',
      heading: 'This page does not support this request',
      text: `You can view this page and submit its forms. ${NOT_CHANGED}`,
      links: [HOME],
    },
  }
}

/** 404 for what is no address at all. */
export const notFound: Rejection = {
  status: 404,
  page: {
    title: 'Not found',
    heading: 'Page not found',
    text: 'Check the address. The page may no longer exist.',
    links: [HOME],
  },
}

/** 413. */
export const formTooLarge: Rejection = {
  status: 413,
  page: {
    title: 'Too large',
    heading: 'This form is too large',
    text: `The form is larger than 3 MB. ${NOT_CHANGED} ${BACK}`,
    links: [HOME],
  },
}

/** 400 for a form that cannot be read. */
export const unreadableForm: Rejection = {
  status: 400,
  page: {
    title: 'Not readable',
    heading: 'This form could not be read',
    text: `The form was damaged or incomplete. ${NOT_CHANGED} ${BACK} Then reload the page and submit the form again.`,
    links: [HOME],
  },
}

/** 409 for a form of a build that is no longer running. */
export const outdatedForm: Rejection = {
  status: 409,
  page: {
    title: 'Indicia was updated',
    heading: 'Indicia was updated',
    text: `This form is from an earlier version. ${NOT_CHANGED} ${BACK} Then reload the page and submit the form again.`,
    links: [HOME],
  },
}

/** 403 for a member whose role does not allow what was sent. */
export const forAdminsOnly: Rejection = {
  status: 403,
  page: {
    title: 'Not allowed',
    heading: 'Only admins can do this',
    text: `Your role does not allow this. ${NOT_CHANGED} Contact one of your admins.`,
    links: [HOME],
  },
}

/** The header by which our scripts submit a form. Its value names the action. */
export const ACTION = 'next-action'

/**
 * The response to send: a page for a person, or the same text for a script that submitted a form, which our pages show
 * (app/ui/use-form-action.ts).
 */
export function renderRejection(
  { page, headers }: Rejection,
  isScript: boolean,
): { headers: Record<string, string>; body: string } {
  if (!page) return { headers: { 'Cache-Control': 'no-store', ...headers }, body: '' }
  if (isScript)
    return {
      headers: { 'Content-Type': 'text/plain', 'Cache-Control': 'no-store', ...headers },
      body: `${page.heading}. ${page.text}`,
    }
  return { headers: { ...PLAIN_HEADERS, ...headers }, body: plainPage(page) }
}
