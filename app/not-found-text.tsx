import { ButtonLink } from './ui/button-link'

/** What every address says that nothing answers to: the same for what never was and for another team's. */
export const NOT_FOUND = {
  title: 'There is nothing here',
  text: 'The address may be mistyped, or what it named is not your team’s.',
  action: (
    <>
      <ButtonLink href="/">Home</ButtonLink>
      <ButtonLink href="/history/postage" kind="quiet">
        Postage history
      </ButtonLink>
    </>
  ),
}
