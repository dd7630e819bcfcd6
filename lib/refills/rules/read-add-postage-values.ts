import { readCode } from '../../cost-accounts/rules/fields'
import { readPosted } from '../../forms/rules/form-state'
import type { AddPostageValues } from './add-postage-state'
import { MOST_SHARES } from './rearrange-split'

/** The texts of a form, each bounded and trimmed. */
export type PostedTexts = {
  /** The only value of a field. A second one is noted in `repeated`. */
  text: (name: string) => string
  /** The values of a field that each row of a split has. */
  each: (name: string) => string[]
  repeated: string[]
  /** What is wrong with a text as such. */
  faults: string[]
}

export function postedTexts(form: FormData): PostedTexts {
  const repeated: string[] = []
  const faults: string[] = []
  const posted = (value: unknown) => {
    const { text, fault } = readPosted(value)
    if (fault !== null) faults.push(fault)
    return text
  }
  return {
    text: (name) => {
      const [first, ...more] = form.getAll(name)
      if (more.length > 0) repeated.push(name)
      return posted(first)
    },
    each: (name) => form.getAll(name).slice(0, MOST_SHARES).map(posted),
    repeated,
    faults,
  }
}

/** What stands in the Add postage form. The browser reads it for the live quote, the server when the form is sent. */
export function readAddPostageValues({ text, each }: Pick<PostedTexts, 'text' | 'each'>): AddPostageValues {
  const accounts = each('split_account')
  const shares = each('split_share')
  return {
    amount: text('amount'),
    other_amount: text('other_amount'),
    payment_method: text('payment_method'),
    cost_account: readCode(text('cost_account')) ?? '',
    split_by: readSplitBy(text('split_by')),
    split: accounts.map((account, place) => ({ cost_account: readCode(account) ?? '', share: shares[place] ?? '' })),
    memo: text('memo'),
  }
}

function readSplitBy(text: string): string {
  return text === 'amount' || text === 'percent' ? text : ''
}
