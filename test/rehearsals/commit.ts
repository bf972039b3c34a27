import { execFileSync } from 'node:child_process'

/** The commit that is tested: another one is tested with another choice. */
export function commit(): string {
  return execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' }).trim()
}
