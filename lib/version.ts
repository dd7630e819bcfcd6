import packageJson from '../package.json'

/** The version of this build, as package.json says it. */
export const VERSION: string = packageJson.version
