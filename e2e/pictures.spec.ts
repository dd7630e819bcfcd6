import type { Page } from '@playwright/test'
import { savePicture } from './save-picture'
import { expect, openAddPostage, test } from './test'

test.skip(!process.env.UPDATE_PICTURES, 'the pictures of README and Help: made anew with UPDATE_PICTURES=1')

for (const { layout, amount } of [
  { layout: 'new', amount: '100.00' },
  { layout: 'classic', amount: '60.00' },
]) {
  test(`the pictures of the layout ${layout}`, async ({ admin, copy }) => {
    await copy.sql`update users set layout = ${layout}`
    await admin.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
    await admin.setViewportSize({ width: 1280, height: 900 })
    await admin.goto('/')
    if (layout === 'new') {
      await savePicture('docs/images/new-home.png', await admin.screenshot())
      await openAddPostage(admin)
      await choose(admin, amount)
      await savePicture('docs/images/new-add-postage.png', await admin.screenshot())
    }

    await admin.setViewportSize({ width: 900, height: 900 })
    await admin.goto('/')
    const { y, height } = (await admin.getByRole('banner').boundingBox())!
    await savePicture(
      `public/help/${layout}-header.png`,
      await admin.screenshot({ clip: { x: 520, y, width: 380, height } }),
    )
    if (layout === 'classic') {
      const usps = admin.getByRole('list', { name: 'Carriers' }).getByRole('listitem').first()
      await savePicture('public/help/classic-usps.png', await usps.screenshot())
    }
    await admin.setViewportSize({ width: 640, height: 900 })
    await admin.goto('/postage/add')
    await choose(admin, amount)
    await savePicture(`public/help/${layout}-add-postage.png`, await admin.getByRole('main').screenshot())
  })
}

/** As a person would, who then lets go of everything. */
async function choose(page: Page, amount: string): Promise<void> {
  await page.getByRole('radio').first().waitFor()
  const preset = page.getByRole('radio', { name: `$${amount}` })
  if (await preset.count()) await preset.check()
  else {
    await page.getByRole('radio', { name: 'Custom', exact: true }).check()
    await page.getByRole('textbox', { name: 'Custom amount' }).fill(amount)
  }
  await expect(page.getByRole('status', { name: 'Quote' })).toContainText(`$${amount}`)
  await page.mouse.move(0, 0)
  await page.evaluate(() => (document.activeElement as HTMLElement).blur())
}
