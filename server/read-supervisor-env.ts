import { existsSync } from 'node:fs'
import path from 'node:path'
import { describeProblems, parseSupervisorEnv, type SupervisorEnv } from '../lib/env'
import { StartError } from './start-error'

/** The environment of `npm start`, with `.env` behind it: what is set outside wins. */
export function readSupervisorEnv(root: string): SupervisorEnv {
  const file = path.join(root, '.env')
  if (existsSync(file)) {
    process.loadEnvFile(file)
  }
  const parsed = parseSupervisorEnv(process.env)
  if (!parsed.ok) throw new StartError(describeProblems(parsed.problems))
  return parsed.env
}
