import { useEffect, useRef } from 'react'
import type { Shortage } from '@/lib/labels/shortage'
import { formatMoney, formatPlain } from '@/lib/rules/money'
import { AdminContacts, type AdminContact } from '../settings/members/admin-contacts'
import { PostageRequestForm, type PostageRequestFormProps } from './postage-request-form'
import { ButtonLink } from '@/app/ui/button-link'

export type PostagePromptProps = Omit<PostageRequestFormProps, 'suggested' | 'children'> & {
  shortage: Shortage
  mayRefill: boolean
  /** Whom those may ask who may not refill. */
  admins: AdminContact[]
}

/** Whoever runs short is helped on the spot: what is missing, and the way to it. Takes the focus when it appears. */
export function PostagePrompt(props: PostagePromptProps) {
  const { state, shortage, values, mayRefill, admins } = props
  const { required, available, missing, suggested, instead } = shortage
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    // With errors the summary takes the focus.
    if (state.errors.length === 0) heading.current?.focus()
  }, [state])
  return (
    <section
      aria-labelledby="not-enough-postage"
      className="rounded-[14px] border border-l-4 border-line border-l-amber bg-card px-5 py-5 tabular-nums sm:px-6"
    >
      <h2 ref={heading} id="not-enough-postage" tabIndex={-1} className="text-xl font-semibold outline-none">
        You are {formatMoney(missing)} short
      </h2>
      <p className="mt-1 max-w-[64ch]">
        The label costs {formatMoney(required)} and the balance is {formatMoney(available)}. Nothing was printed or
        charged.
        {suggested === null && ` ${instead}`}
      </p>
      {suggested !== null && mayRefill && (
        <>
          <div className="mt-4">
            <ButtonLink kind="primary" href={addPostageHref(suggested, values.cost_account, state.waitingId)}>
              Add {formatMoney(suggested)}
              {state.waitingId && ' and print'}
            </ButtonLink>
          </div>
          <p className="mt-2 text-sm text-muted">
            You choose a payment method and check the label before anything is charged or printed.
          </p>
        </>
      )}
      {suggested !== null && !mayRefill && (
        <PostageRequestForm {...props} suggested={suggested}>
          <AdminContacts admins={admins} what="add postage" />
        </PostageRequestForm>
      )}
    </section>
  )
}

function addPostageHref(suggested: number, costAccount: string, waiting: string | null): string {
  return `/postage/add?${new URLSearchParams({
    amount: formatPlain(suggested),
    ...(costAccount && { cost_account: costAccount }),
    ...(waiting && { waiting }),
  })}`
}
