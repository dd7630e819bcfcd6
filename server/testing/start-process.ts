import { boot } from '../boot'
import { supervise } from '../supervise'

/** `npm start` or `next start` without install and build: what they do first, in a folder of the test's own. */
const [program, root = ''] = process.argv.slice(2)
process.chdir(root)
if (program === 'boot') await boot()
else await supervise(root, { parent: process.ppid, grandparent: null })
