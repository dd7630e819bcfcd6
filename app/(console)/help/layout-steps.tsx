import { HelpSteps, type HelpPicture } from './help-steps'

/** What is the same in both layouts, once Add postage is open. */
const TO_THE_RECEIPT = [
  'Choose a payment method, and a cost account if your team uses them.',
  <>
    Check the total and the new balance, and select <b>Add postage</b>. You will see the receipt.
  </>,
]

/** The pictures are made by the browser tests: `UPDATE_PICTURES=1 npm run test:e2e -- pictures`. */
const NEW_PICTURES: HelpPicture[] = [
  {
    src: '/help/new-header.png',
    width: 380,
    height: 117,
    alt: 'The upper right of every screen: USPS postage balance $83.40, and beside it a button with a plus sign',
  },
  {
    src: '/help/new-add-postage.png',
    width: 640,
    height: 1186,
    alt: 'Add postage: $100.00 chosen among the amounts, a card among the payment methods, the cost account, and below them what it costs, $103.50, with the button Add postage',
  },
]

const CLASSIC_PICTURES: HelpPicture[] = [
  {
    src: '/help/classic-header.png',
    width: 380,
    height: 117,
    alt: 'The upper right of every screen: the USPS postage balance, $83.40, is itself a button with a plus sign',
  },
  {
    src: '/help/classic-usps.png',
    width: 836,
    height: 308,
    alt: 'The USPS tile of Home: $83.40 of available postage, room for $416.60 of $500.00, and the button Add postage',
  },
  {
    src: '/help/classic-add-postage.png',
    width: 640,
    height: 1277,
    alt: 'Add postage: Custom chosen among the amounts and $60.00 typed below it, a card among the payment methods, the cost account, and below them what it costs, $62.10, with the button Add postage',
  },
]

/** How to add postage in each of the two layouts. */
export function LayoutSteps({ minimum }: { minimum: string }) {
  return (
    <div className="grid gap-8">
      <HelpSteps
        title="In the New layout"
        steps={[
          <>
            Press <b>+</b> beside the balance, in the upper right of every screen.
          </>,
          <>
            Choose an amount, or <b>Other</b> and type one of {minimum} or more. <b>Fill to limit</b> adds as much as
            there is room for.
          </>,
          ...TO_THE_RECEIPT,
        ]}
        pictures={NEW_PICTURES}
      />
      <HelpSteps
        title="In the Classic layout"
        steps={[
          <>
            Press the balance itself, in the upper right of every screen, or <b>Add postage</b> on the USPS tile of
            Home.
          </>,
          <>
            Choose an amount, or <b>Custom</b> and type one of {minimum} or more. <b>Fill to limit</b> adds as much as
            there is room for.
          </>,
          ...TO_THE_RECEIPT,
        ]}
        pictures={CLASSIC_PICTURES}
      />
    </div>
  )
}
