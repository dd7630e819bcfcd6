/** Why a card cannot be used: the team's money is real, and the server cannot move real money. */
export const OTHER_MODE =
  'This team’s postage is paid with real money, and this server has a test key of Stripe or none. Cards cannot be added or charged until it has a live key.'

/** What a receipt of test mode says. */
export const NO_REAL_MONEY = 'Test mode: no real money moved.'
