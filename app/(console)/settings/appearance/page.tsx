import { Card } from '@/app/ui/card'
import { Choice } from '@/app/ui/choice'
import { LayoutThumbnail } from './layout-thumbnail'
import { PictureChoice } from './picture-choice'
import { PostedForm } from '@/app/ui/posted-form'
import { requireMember } from '@/lib/auth/current-member'
import { emptyForm } from '@/lib/forms/rules/form-state'
import { layouts, themes } from '@/lib/people/appearance'
import { Settings } from '../settings'
import { save } from './save'

const LAYOUT_TEXTS = {
  new: 'A large balance with quick amounts. The + button is next to the balance in the upper right.',
  classic: 'A tile for each carrier. Select the balance in the upper right to add postage.',
}
const THEME_TEXTS = {
  system: 'same as your device',
  light: 'dark text on a light background',
  dark: 'light text on a dark background',
}
const LEGEND = 'mb-2 text-lg font-semibold'

type Props = { searchParams: Promise<{ done?: string | string[] }> }

/** How the person likes the screens: theirs alone, so everybody may change it. */
export default async function Appearance({ searchParams }: Props) {
  const member = await requireMember('/settings/appearance', 'balance:read')
  const isSaved = (await searchParams).done === 'saved'
  return (
    <Settings
      member={member}
      current="appearance"
      title="Appearance"
      text="These settings apply only to you."
      done={isSaved ? 'Your appearance settings were saved.' : null}
    >
      <Card>
        <PostedForm
          action={save}
          initial={emptyForm}
          title="Appearance · Settings"
          submit="Save"
          className="grid gap-8"
        >
          <fieldset>
            <legend className={LEGEND}>Layout</legend>
            <p className="mb-4 text-muted">Select the picture of the Home screen you want.</p>
            <div className="grid gap-4 sm:grid-cols-2">
              {(['new', 'classic'] as const).map((layout) => (
                <PictureChoice
                  key={layout}
                  name="layout"
                  value={layout}
                  label={layouts[layout]}
                  text={LAYOUT_TEXTS[layout]}
                  chosen={member.layout === layout}
                >
                  <LayoutThumbnail layout={layout} className="w-full" />
                </PictureChoice>
              ))}
            </div>
          </fieldset>
          <fieldset>
            <legend className={LEGEND}>Theme</legend>
            <div className="grid max-w-[560px] grid-cols-3 gap-2">
              {(['system', 'light', 'dark'] as const).map((theme) => (
                <Choice
                  key={theme}
                  id={`theme-${theme}`}
                  name="theme"
                  value={theme}
                  label={themes[theme]}
                  details={THEME_TEXTS[theme]}
                  defaultChecked={member.theme === theme}
                />
              ))}
            </div>
          </fieldset>
        </PostedForm>
      </Card>
    </Settings>
  )
}
