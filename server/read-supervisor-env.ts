import { describeProblems, parseSupervisorEnv, type SupervisorEnv } from '../lib/env'
import { loadEnvFile } from '../lib/environment/load-env-file'
import { StartError } from './start-error'

/** The environment of a start, with `.env` behind it, and `defaults` behind both: what is set outside wins. */
export function readSupervisorEnv(
  root: string,
  print: (line: string) => void,
  defaults: Record<string, string> = {},
): SupervisorEnv {
  const { problems, warnings } = loadEnvFile(root, process.env)
  for (const [name, value] of Object.entries(defaults)) process.env[name] ||= value
  for (const warning of warnings) print(warning)
  const parsed = parseSupervisorEnv(process.env)
  const lines = parsed.ok ? problems : [...problems, describeProblems(parsed.problems)]
  if (lines.length > 0 || !parsed.ok) throw new StartError(lines.join('\n'))
  return parsed.env
}
