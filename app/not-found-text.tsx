import { ButtonLink } from './ui/button-link'

/** What every address says that nothing answers to: the same for what never was and for another team's. */
export const NOT_FOUND = {
  title: 'Page not found',
  text: 'Check the address. The page may belong to another team.',
  action: (
    <>
      <ButtonLink href="/">Home</ButtonLink>
      <ButtonLink href="/history/postage" kind="quiet">
        Postage history
      </ButtonLink>
    </>
  ),
}
