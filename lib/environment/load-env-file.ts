import { lstatSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { findMisspelled } from './find-misspelled'
import { parseEnvFile, type EnvFile, type Note } from './parse-env-file'
import { VARIABLE_NAMES } from './variables'

/** Other programs have variables with similar names, and a mistake in these is harmless. */
const COMMON = ['PORT', 'LOG_LEVEL']
const READ_BY_NEXT = '__NEXT_PROCESSED_ENV'
const OURS = /^(INDICIA|OIDC)_/
const KNOWN: readonly string[] = VARIABLE_NAMES

/**
 * Reads `.env` in this folder. Variables that are set outside win. `npm start`, the command line, and the server use this
 * one reader, so all of them use the same database. A misspelled name is a problem, not a warning: without it, a default
 * such as the demo would start.
 */
export function loadEnvFile(root: string, environment: NodeJS.ProcessEnv): { problems: Note[]; warnings: Note[] } {
  const file = readEnvFile(path.join(root, '.env'))
  const outside = Object.keys(environment)
  const notes = { problems: [...file.problems], warnings: [...file.warnings] }
  for (const [name, value] of Object.entries(file.variables)) {
    environment[name] ??= value
    // If Next is started alone, its own reader runs first and replaces $name with other variables.
    if (environment[READ_BY_NEXT] && value.includes('$') && environment[name] !== value) {
      notes.warnings.push(
        `${name} (in .env): has a $ that \`next start\` does not keep; start with \`npm start\`, or set it outside of the file`,
      )
    }
  }
  const report = (names: string[], known: readonly string[], where: string) => {
    for (const { name, meant } of findMisspelled(names, known)) {
      const isLost = !environment[meant]?.trim() && environment[name]?.trim() !== ''
      notes[isLost ? 'problems' : 'warnings'].push(`${name}${where}: is not read; did you mean ${meant}?`)
    }
  }
  const inFile = Object.keys(file.variables)
  report(inFile, KNOWN, ' (in .env)')
  report(
    outside,
    KNOWN.filter((name) => !COMMON.includes(name)),
    '',
  )
  for (const name of new Set([...inFile, ...outside])) {
    const isReported = [...notes.problems, ...notes.warnings].some(
      (note) => note.startsWith(`${name}:`) || note.startsWith(`${name} (`),
    )
    if (OURS.test(name) && !KNOWN.includes(name) && !isReported)
      notes.warnings.push(`${name}: is not read: Indicia has no such variable`)
  }
  return notes
}

function readEnvFile(file: string): EnvFile {
  try {
    return parseEnvFile(readFileSync(file))
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const isAbsent = code === 'ENOENT' && lstatSync(file, { throwIfNoEntry: false }) === undefined
    return {
      variables: {},
      problems: isAbsent ? [] : [`.env: ${UNREADABLE[code ?? ''] ?? `cannot be read (${code})`}`],
      warnings: [],
    }
  }
}

const UNREADABLE: Record<string, string> = {
  EACCES: 'should be readable for the user that runs Indicia (chown, chmod)',
  EPERM: 'should be readable for the user that runs Indicia (chown, chmod)',
  EISDIR: 'should be a file; it is a folder',
  ENOENT: 'should lead to a file; it is a link to one that is not there',
}
