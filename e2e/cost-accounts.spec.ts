import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { look } from './look'
import { expect, problem, test } from './test'

const file = (text: string) => ({ name: 'accounts.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })

const HEADS = 'Name,Code,Description,PasswordCode,PasswordEnabled,Status,ParentName,NextParentName'

const main = (page: Page) => page.getByRole('main')

async function preview(page: Page, text: string) {
  await page.getByLabel('CSV file').setInputFiles(file(text))
  await page.getByRole('button', { name: 'Preview' }).click()
}

test('an admin builds the tree, and takes a part of it out of use', async ({ admin, copy }) => {
  await admin.goto('/settings/cost-accounts')
  await admin.getByRole('link', { name: 'Add cost account' }).click()
  await admin.getByRole('button', { name: 'Add cost account' }).click()
  await expect(problem(admin)).toContainText('Enter a name.')
  await expect(admin).toHaveTitle(/^Error: /)
  await admin.getByLabel('Name').fill('Trade fairs')
  await admin.getByLabel('Code').fill('SALES')
  await admin.getByLabel('Parent').selectOption({ label: 'Marketing' })
  await admin.getByRole('button', { name: 'Add cost account' }).click()
  await expect(problem(admin)).toContainText('The code SALES is taken.')
  await expect(admin.getByLabel('Parent')).toHaveValue('MKT')
  await admin.getByLabel('Code').fill('')
  await admin.getByRole('button', { name: 'Add cost account' }).click()
  await expect(main(admin).getByRole('status')).toContainText('The cost account was added.')
  await expect(main(admin).getByRole('listitem').filter({ hasText: 'Trade fairs' })).toContainText('(level 2)')

  // Marketing has history: its code stays, and so does the history when it goes out of use with what stands under it.
  await admin.getByRole('link', { name: 'Edit Marketing' }).click()
  await expect(main(admin)).toContainText('code cannot change')
  await admin.getByText('Deactivate…').click()
  await expect(main(admin)).toContainText('are deactivated too: Trade fairs')
  await admin.getByRole('button', { name: 'Deactivate all 2' }).click()
  await expect(main(admin).getByText('Inactive', { exact: true })).toHaveCount(2)
  await admin.goto('/postage/add')
  await expect(
    admin.getByRole('combobox', { name: 'Assign to cost account' }).getByRole('option', { name: /Marketing|Trade/ }),
  ).toHaveCount(0)
  const log =
    await copy.sql`select action from audit_log where action like 'cost_account.%' and actor_name = 'Demo Admin'`
  expect(log).toHaveLength(3)

  await admin.goto('/settings/cost-accounts')
  await admin.getByLabel('Required when adding postage').check()
  await admin.getByRole('button', { name: 'Save' }).click()
  await expect(main(admin).getByRole('status')).toContainText('The rules were saved')
  await admin.goto('/postage/add?amount=25.00')
  await admin.getByRole('button', { name: 'Add postage' }).click()
  await expect(problem(admin)).toContainText('Choose a cost account')

  // What nobody sees is refused where it was typed; what merely looks alike is saved, and pointed out.
  await admin.goto('/settings/cost-accounts/add')
  await admin.getByLabel('Name').fill('Sales\u200b floor')
  await admin.getByLabel('Code').fill('sales')
  await admin.getByRole('button', { name: 'Add cost account' }).click()
  await expect(admin.getByLabel('Name')).toHaveAccessibleDescription(/cannot be saved \(U\+200B\)/)
  await expect(admin.getByLabel('Name')).toHaveValue('Sales\u200b floor')
  await admin.getByLabel('Name').fill('Sales floor')
  await admin.getByRole('button', { name: 'Add cost account' }).click()
  await expect(main(admin).getByText('differ only in capitalization: sales and SALES')).toBeVisible()
})

test('a file is shown first, then done, and what was exported changes nothing', async ({ admin }) => {
  await admin.goto('/settings/cost-accounts/import')
  await preview(
    admin,
    `${HEADS}\nMarketing,MKT,,,,TRUE,,\nFairs,F,,,,MAYBE,Marketing,\n=cmd|x,,,1234,TRUE,TRUE,Nowhere,\n`,
  )
  await expect(admin).toHaveTitle(/^Error: /)
  for (const words of ['Line 3', 'The status is “MAYBE”', 'Line 4', 'There is no “Nowhere”', 'no passwords'])
    await expect(main(admin)).toContainText(words)
  await expect(admin.getByRole('button', { name: /^Import/ })).toHaveCount(0)
  await expect(admin.getByRole('region', { name: 'Preview' })).toBeFocused()

  await preview(
    admin,
    `\ufeff${HEADS.replaceAll(',', ';')}\r\nMarketing;MKT;"Mail; more";;;TRUE;;\r\nFairs;;;;;TRUE;Marketing;\r\n=cmd|x;;;;;FALSE;;\r\n`,
  )
  await expect(main(admin)).toContainText('Added2Changed1Unchanged0')
  await expect(main(admin)).toContainText('Description: Mailings and samples → Mail; more')
  await admin.getByRole('button', { name: 'Import 3' }).click()
  await expect(main(admin).getByRole('status')).toContainText('The file was imported.')
  await expect(admin.getByRole('link', { name: /^Edit / })).toHaveCount(8)

  const [download] = await Promise.all([
    admin.waitForEvent('download'),
    admin.getByRole('link', { name: 'Export CSV' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('cost-accounts.csv')
  const text = readFileSync(await download.path(), 'utf8')
  expect(text).toContain(HEADS)
  expect(text).toContain("'=cmd|x,'=cmd|x,,,FALSE,FALSE,,")
  expect(text).toContain('Fairs,Fairs,,,FALSE,TRUE,Marketing,')
  await admin.goto('/settings/cost-accounts/import')
  await preview(admin, text)
  await expect(main(admin)).toContainText('There is nothing to import.')

  // Above a thousand rows one sees that something is happening for as long as it does.
  await preview(admin, ['Name', ...Array.from({ length: 1_001 }, (_, i) => `Part ${i}`)].join('\n'))
  let goOn = () => {}
  const held = new Promise<void>((resolve) => (goOn = resolve))
  await admin.route('**/settings/cost-accounts/import', async (route) => {
    await held
    await route.continue()
  })
  await admin.getByRole('button', { name: 'Import 1,001' }).click()
  await expect(admin.getByRole('progressbar', { name: 'Importing' })).toBeVisible()
  goOn()
  await expect(main(admin)).toContainText('The first 500 of 1,009 are shown.')
})

test('without JavaScript: a tree that changed in between is shown again, and nothing is done twice', async ({
  signIn,
  copy,
}) => {
  const page = await signIn('Demo Admin', { javaScriptEnabled: false })
  await page.goto('/settings/cost-accounts/import')
  await page.getByRole('button', { name: 'Preview' }).click()
  await expect(problem(page)).toContainText('Choose a CSV file that is not empty.')
  await page.getByLabel('CSV file').setInputFiles({ ...file(''), buffer: Buffer.alloc(11_000_000, 'x') })
  await page.getByRole('button', { name: 'Preview' }).click()
  await expect(problem(page)).toContainText('larger than 10 MB')
  // More than Next reads of a form at all.
  await page.getByLabel('CSV file').setInputFiles({ ...file(''), buffer: Buffer.alloc(14_000_000, 'x') })
  await page.getByRole('button', { name: 'Preview' }).click()
  await expect(problem(page)).toContainText('larger than 10 MB')
  await expect(page).toHaveTitle(/^Error: /)
  expect((await page.request.post('/', { headers: { origin: copy.url }, data: 'x'.repeat(4_000_000) })).status()).toBe(
    413,
  )

  const rows = Array.from({ length: 1_500 }, (_, i) => `"Part ${i}, ""x""",P${i},${'About it '.repeat(12)},TRUE,Sales`)
  await preview(page, ['Name,Code,Description,Status,ParentName', ...rows].join('\r\n'))
  await expect(main(page)).toContainText('Added1,500Changed0')
  await expect(main(page)).toContainText('And 1,400 more changes.')
  await copy.sql`insert into cost_accounts (team_id, code, name) select id, 'P7', 'Part 7' from teams where slug = 'demo'`
  await page.getByRole('button', { name: 'Import 1,500' }).click()
  await expect(main(page).getByRole('status')).toContainText('have changed')
  await expect(main(page)).toContainText('Added1,499Changed1')
  await page.getByRole('button', { name: 'Import 1,500' }).click()
  await expect(main(page)).toContainText('The first 500 of 1,506 are shown.')
  await page.getByLabel('Search by name').fill('part 1499')
  await page.getByRole('button', { name: 'Search' }).click()
  await expect(page.getByRole('link', { name: /^Edit / })).toHaveCount(2)
})

/** Heads of its own, Windows-1252, and a footer. */
const foreign = {
  ...file(''),
  buffer: Buffer.from('Kostenstelle;Bezeichnung;Werk\r\n0100;Caf\xe9 Ost;1\r\n0200;Einkauf;2\r\nTotal;2\r\n', 'latin1'),
}

test('a file with other heads: the columns are asked for, and what is read of them is shown', async ({
  admin: page,
}) => {
  await page.goto('/settings/cost-accounts/import')
  await page.getByLabel('CSV file').setInputFiles(foreign)
  await page.getByRole('button', { name: 'Preview' }).click()
  await expect(problem(page)).toContainText('Choose the column with the name of each cost account.')
  await look(page, 'import-columns')
  await page.getByLabel('Kostenstelle').selectOption('Code')
  await page.getByLabel('Bezeichnung').selectOption('Name')
  await page.getByRole('button', { name: 'Apply' }).click()
  await expect(main(page)).toContainText('Added2')
  await look(page, 'import-warned')
})

test('without JavaScript: whoever has other heads says what they are, and a footer is asked about', async ({
  signIn,
}) => {
  const page = await signIn('Demo Admin', { javaScriptEnabled: false })
  await page.goto('/settings/cost-accounts/import')
  await page.getByLabel('CSV file').setInputFiles(foreign)
  await page.getByRole('button', { name: 'Preview' }).click()
  await expect(problem(page)).toContainText('Choose the column with the name of each cost account.')
  await expect(main(page)).toContainText('“0100”, “0200”')
  await page.getByLabel('Kostenstelle').selectOption('Code')
  await page.getByLabel('Bezeichnung').selectOption('Code')
  await page.getByRole('button', { name: 'Apply' }).click()
  await expect(problem(page)).toContainText('Code is there twice')
  await expect(page.getByLabel('Kostenstelle')).toHaveValue('Code')
  await page.getByLabel('Bezeichnung').selectOption('Name')
  await page.getByRole('button', { name: 'Apply' }).click()
  for (const words of [
    'Added2',
    'Read as Windows-1252: “Café Ost”.',
    'The column “Werk” is left out, with 2 values.',
    'Line 4“Total, 2” looks like a footer and is left out.',
  ])
    await expect(main(page)).toContainText(words)
  await page.getByLabel('Import these lines too').check()
  await page.getByRole('button', { name: 'Apply' }).click()
  await expect(main(page)).toContainText('Added3')
  await page.getByText('3 of 3 are read').or(page.getByText('2 of 3 are read')).click()
  await page.getByLabel('Import these lines too').uncheck()
  await page.getByRole('button', { name: 'Apply' }).click()
  await page.getByRole('button', { name: 'Import 2' }).click()
  await expect(main(page).getByRole('status')).toContainText('The file was imported.')
  await expect(page.getByRole('link', { name: 'Edit Café Ost' })).toBeVisible()
})

test('staff and strangers get neither the screens nor the file', async ({ staff, copy }) => {
  for (const path of ['/settings/cost-accounts', '/settings/cost-accounts/import', '/settings/cost-accounts/export']) {
    expect((await staff.request.get(path)).status()).toBe(403)
    const nobody = await fetch(`${copy.url}${path}`, { redirect: 'manual' })
    expect(nobody.headers.get('location') ?? (await nobody.text())).toContain('/sign-in')
  }
})
