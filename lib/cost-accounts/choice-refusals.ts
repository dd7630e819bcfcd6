/** Why a cost account cannot be booked to, as a form says it where another one is chosen. */
export const CHOICE_REFUSALS = {
  unknown_cost_account: 'This cost account is not known any more. Choose another one.',
  inactive_cost_account: 'This cost account is no longer in use. Choose another one.',
  cost_account_required: 'Choose a cost account: your team asks for one.',
}
