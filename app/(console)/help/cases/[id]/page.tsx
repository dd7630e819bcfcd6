import type { Metadata } from 'next'
import { cache, type ReactNode } from 'react'
import { Button } from '@/app/ui/button'
import { ButtonLink } from '@/app/ui/button-link'
import { Card } from '@/app/ui/card'
import { CaseTag } from '../case-tag'
import { Moment } from '@/app/ui/moment'
import { Notice } from '@/app/ui/notice'
import { PageHeading } from '@/app/ui/page-heading'
import { TextAreaField } from '@/app/ui/posted-fields'
import { PostedForm } from '@/app/ui/posted-form'
import { TextLink } from '@/app/ui/text-link'
import { findCase, type CaseInFull } from '@/db/queries/cases'
import { requireMember, type Member } from '@/lib/auth/current-member'
import { may } from '@/lib/auth/rules/permissions'
import { labelName } from '@/lib/labels/label-name'
import { emptyForm } from '@/lib/forms/rules/form-state'
import { formatMoney } from '@/lib/rules/money'
import { Console } from '@/app/(console)/shell/console'
import { NotFoundPanel } from '@/app/(console)/shell/not-found-panel'
import { flashMessage, type FlashQuery } from '../../../flash'
import { answerCase, changeCase } from '../actions'

type Props = { params: Promise<{ id: string }>; searchParams: FlashQuery }

const DONE = {
  created: 'Your case was saved. Your admins can see it. Their reply will appear below.',
  mailed: 'Your case was saved and emailed to support. Replies from your admins will appear below.',
  'not-mailed':
    'Your case was saved, and your admins can see it. It could not be emailed to support. If it is urgent, call or write to support.',
  replied: 'Your reply was added.',
  closed: 'The case was closed.',
  reopened: 'The case was reopened.',
}

/** The title and the page ask for the same case: one read serves both. */
const readCase = cache((teamId: number, userId: string, isAdmin: boolean, id: string) =>
  findCase({ teamId, userId, isAdmin }, id),
)

const readFor = (member: Member, id: string) =>
  readCase(member.teamId, member.userId, may(member.role, 'settings:write'), id)

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { id } = await params
  const found = await readFor(await requireMember(`/help/cases/${id}`, 'balance:read'), id)
  return { title: found ? `${found.subject} · ${found.reference} · Indicia` : 'Not found · Indicia' }
}

/** A case with its replies, for who opened it and for admins. */
export default async function CasePage({ params, searchParams }: Props) {
  const { id } = await params
  const member = await requireMember(`/help/cases/${id}`, 'balance:read')
  const [found, { done }] = await Promise.all([readFor(member, id), searchParams])
  if (!found) {
    return (
      <NotFoundPanel
        member={member}
        current="help"
        title="Case not found"
        text="Check the address. You may not have access to this case."
        action={<ButtonLink href="/help/cases">Your cases</ButtonLink>}
      />
    )
  }
  const isAdmin = may(member.role, 'settings:write')
  const doneText = flashMessage(DONE, done)
  const isOwn = found.openedById === member.userId
  return (
    <Console member={member} current="help">
      <PageHeading
        title={found.subject}
        actions={<ButtonLink href="/help/cases">{isAdmin ? 'Cases of your team' : 'Your cases'}</ButtonLink>}
      >
        <span className="mr-2 normal-nums select-all">{found.reference}</span> <CaseTag state={found.state} />
      </PageHeading>
      <div className="grid max-w-[760px] gap-6">
        {doneText && <Notice kind={done === 'not-mailed' ? 'warn' : 'success'}>{doneText}</Notice>}
        <ol className="grid gap-4" aria-label="Conversation">
          <Said
            by={found.openedBy}
            at={found.createdAt}
            timeZone={member.timeZone}
            text={found.body}
            about={<About case={found} member={member} />}
          />
          {found.replies.map((reply) => (
            <Said
              key={reply.id}
              by={reply.writtenBy}
              role={reply.byOpener ? undefined : 'Answer'}
              at={reply.createdAt}
              timeZone={member.timeZone}
              text={reply.body}
            />
          ))}
        </ol>
        {found.state === 'closed' ? (
          <Card>
            <p className="text-muted">
              This case is closed.{isAdmin ? '' : ' If the problem continues, create a new case.'}
            </p>
            <div className="mt-4 flex flex-wrap gap-2.5">
              {isAdmin && (
                <form action={changeCase.bind(null, found.id, 'open')}>
                  <Button kind="plain">Reopen case</Button>
                </form>
              )}
              {isOwn && <ButtonLink href="/help/cases/new">Create a case</ButtonLink>}
            </div>
          </Card>
        ) : (
          <Card title={isOwn ? 'Add to your case' : 'Answer'}>
            <PostedForm
              className="grid gap-5"
              // A reply that was added leaves an empty form behind.
              key={found.replies.length}
              action={answerCase.bind(null, found.id)}
              initial={emptyForm}
              title={found.subject}
              submit={isOwn ? 'Add reply' : 'Send reply'}
            >
              <TextAreaField name="body" label={isOwn ? 'Your reply' : 'Your reply'} maxLength={4000} />
            </PostedForm>
            <form
              action={changeCase.bind(null, found.id, 'closed')}
              className="mt-5 border-t border-dashed border-edge/60 pt-5"
            >
              <Button kind="plain">Close case</Button>
              <p className="mt-2 text-sm text-muted">
                {isAdmin
                  ? 'Nobody can reply to a closed case. An admin can reopen it.'
                  : 'Close the case when it is resolved. An admin can reopen it.'}
              </p>
            </form>
          </Card>
        )}
      </div>
    </Console>
  )
}

type SaidProps = { by: string; role?: string; at: Date; timeZone: string; text: string; about?: ReactNode }

function Said({ by, role, at, timeZone, text, about }: SaidProps) {
  return (
    <li
      className={`min-w-0 rounded-[14px] border bg-card px-5 py-4 sm:px-6 ${role ? 'border-l-4 border-line border-l-accent' : 'border-line'}`}
    >
      <p className="flex flex-wrap items-baseline gap-x-3 text-sm text-muted">
        <b className="text-base font-medium text-ink wrap-anywhere">{by}</b>
        {role && <span>{role}</span>}
        <Moment at={at} timeZone={timeZone} />
      </p>
      <p className="mt-1.5 whitespace-pre-wrap wrap-anywhere">{text}</p>
      {about}
    </li>
  )
}

/** What the case is about, with the screen that shows it where there is one. */
function About({ case: { refill, label }, member }: { case: CaseInFull; member: Member }) {
  if (!refill && !label) return null
  return (
    <p className="mt-3 border-t border-dashed border-edge/60 pt-2 text-muted">
      About {refill && <TextLink href={`/history/postage/${refill.id}`}>refill {refill.reference}</TextLink>}
      {label && (
        <>
          <TextLink href={`/history/labels/${label.id}`}>label {labelName(label)}</TextLink>,{' '}
          {formatMoney(label.amount)}, <Moment at={label.createdAt} timeZone={member.timeZone} />
        </>
      )}
    </p>
  )
}
