import { balance, expect, openAddPostage, setBalance, test } from './test'

test.use({ prefetches: true })

test('Add postage opens over the screen, and every way out of it leads back there', async ({ admin }) => {
  await admin.goto('/history/postage?status=posted')
  const opener = admin.getByRole('banner').getByRole('link', { name: 'Add postage' })
  const dialog = admin.getByRole('dialog', { name: 'Add postage' })
  const ways: [string, () => Promise<unknown>][] = [
    ['Escape', () => admin.keyboard.press('Escape')],
    ['the cross', () => dialog.getByRole('button', { name: 'Close' }).click()],
    ['Cancel', () => dialog.getByRole('link', { name: 'Cancel' }).click()],
    ['the backdrop', () => admin.mouse.click(5, 400)],
    ['Back', () => admin.goBack()],
  ]
  for (const [name, leave] of ways) {
    await opener.focus()
    await admin.keyboard.press('Enter')
    await expect(dialog, name).toBeVisible()
    await expect(admin).toHaveURL(/\/postage\/add\?form=/)
    expect(
      await dialog.evaluate((element) => element.contains(document.activeElement)),
      `${name}: the focus is inside`,
    ).toBe(true)
    await leave()
    await expect(dialog, name).toBeHidden()
    await expect(admin).toHaveURL(/\/history\/postage\?status=posted$/)
    await expect(opener, `${name}: the focus is back`).toBeFocused()
  }
})

test('a reload of the dialog shows the page, with what its link had chosen', async ({ admin, copy }) => {
  await setBalance(copy, 100_00)
  await admin.goto('/')
  await admin.getByRole('main').getByRole('link', { name: '+ $50' }).click()
  await expect(admin.getByRole('dialog')).toBeVisible()
  await admin.reload()
  await expect(admin.getByRole('dialog')).toHaveCount(0)
  await expect(admin.getByRole('heading', { name: 'Add postage', level: 1 })).toBeVisible()
  await expect(admin.getByRole('radio', { name: '$50.00' })).toBeChecked()
})

test('what was typed survives an error in the dialog', async ({ admin }) => {
  await admin.goto('/history/postage')
  await openAddPostage(admin)
  const dialog = admin.getByRole('dialog')
  await dialog.getByRole('radio', { name: /^Other/ }).check()
  await dialog.getByLabel('Other amount').fill('12,3,4')
  await dialog.getByLabel('Note (optional)').fill('for the autumn mailing')
  await dialog.getByRole('button', { name: 'Add postage' }).click()
  await expect(dialog.getByRole('alert')).toContainText('There is a problem')
  await expect(admin).toHaveTitle(/^Error: /)
  await expect(dialog.getByLabel('Other amount')).toHaveValue('12,3,4')
  await expect(dialog.getByLabel('Note (optional)')).toHaveValue('for the autumn mailing')
})

for (const javaScriptEnabled of [true, false]) {
  test(`pressing twice, or Back and again, charges once and says so (script: ${javaScriptEnabled})`, async ({
    signIn,
    copy,
  }) => {
    const page = await signIn('Demo Admin', { javaScriptEnabled })
    await setBalance(copy, 100_00)
    const charges = async () =>
      (await copy.sql<{ n: number }[]>`select count(*) as n from test_processor_charges`)[0]!.n
    const before = await charges()
    await page.goto('/')
    await page.getByRole('main').getByRole('link', { name: '+ $50' }).click()
    await page.getByRole('radio', { name: /Visa/ }).check()
    const form = page.url()
    const button = page.getByRole('button', { name: 'Add postage' })
    if (javaScriptEnabled) await button.dblclick()
    else {
      await button.click()
      await page.getByRole('button', { name: /^(Confirm|Add)/ }).click()
    }
    await expect(page).toHaveURL(/\/history\/postage\/[0-9a-f-]{36}$/)
    await expect(balance(page)).toContainText('$150.00')
    expect(await charges()).toBe(before + 1)
    // Without a script Back leads to the answer of a form, which browsers ask about before they send it again.
    await (javaScriptEnabled ? page.goBack() : page.goto(form))
    const again = page.getByRole('button', { name: 'Add postage' })
    if (await again.isVisible()) {
      await again.click()
      await expect(page.getByText(/already/)).toBeVisible()
    } else {
      await expect(page.getByRole('heading', { name: '$50.00 was already added' })).toBeVisible()
    }
    expect(await charges()).toBe(before + 1)
    await page.goto('/')
    await expect(balance(page)).toContainText('$150.00')
  })
}
