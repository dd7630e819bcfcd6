import { HelpSteps, type HelpPicture } from '@/app/ui/help-steps'

/** What is the same in both layouts, once Add postage is open. */
const TO_THE_RECEIPT = [
  'Choose how it is paid, and a cost account where your team keeps them.',
  <>Read what will be charged and what the balance will be, and press <b>Add postage</b>. The receipt follows.</>,
]

/** The pictures are made by the browser tests: `UPDATE_PICTURES=1 npm run test:e2e -- help`. */
const NEW_PICTURES: HelpPicture[] = [
  { src: '/help/new-header.png', width: 380, height: 69, alt: 'The upper right of every screen: USPS postage balance $83.40, and beside it a button with a plus sign' },
  { src: '/help/new-add-postage.png', width: 640, height: 1186, alt: 'Add postage: $100.00 chosen among the amounts, a card among the payment methods, the cost account, and below them what it costs, $103.50, with the button Add postage' },
]

/** How to add postage in each of the two layouts. */
export function LayoutSteps({ minimum }: { minimum: string }) {
  return (
    <div className="grid gap-8">
      <HelpSteps
        title="In the New layout"
        steps={[
          <>Press <b>+</b> beside the balance, in the upper right of every screen.</>,
          <>Choose an amount, or <b>Other</b> and type one of {minimum} or more. <b>Fill to limit</b> adds as much as there is room for.</>,
          ...TO_THE_RECEIPT,
        ]}
        pictures={NEW_PICTURES}
      />
      <HelpSteps
        title="In the Classic layout"
        steps={[
          <>Press the balance itself, in the upper right of every screen, or <b>Add Postage</b> on the USPS tile of Home.</>,
          <>Choose an amount, or <b>Custom</b> and type one of {minimum} or more.</>,
          ...TO_THE_RECEIPT,
        ]}
      />
    </div>
  )
}
