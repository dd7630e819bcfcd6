/** What a server process tells its supervisor when it listens and begins to boot. */
export const BOOTING = 'booting'
