/** The message by which a server process tells its supervisor that it listens and starts to boot. */
export const BOOTING = 'booting'
