/** Scripts in a directory of a test's own, run in place of the programs of the same names. */
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Programs {
  /** In scripts: `$STATE`. */
  directory: string
  add(name: string, script: string): void
  run(
    argv: readonly string[],
    env?: Record<string, string>,
  ): { code: number | null; stdout: string; stderr: string }
  remove(): void
}

export function makePrograms(): Programs {
  const directory = mkdtempSync(join(tmpdir(), 'ci-programs-'))
  return {
    directory,
    add(name, script) {
      const file = join(directory, name)
      writeFileSync(file, `#!/bin/bash\nSTATE='${directory}'\n${script}\n`)
      chmodSync(file, 0o755)
    },
    run([program = '', ...args], env = {}) {
      const path = `${directory}:${process.env.PATH ?? ''}`
      const ended = spawnSync(program, args, {
        env: { ...process.env, ...env, PATH: path },
        encoding: 'utf8',
      })
      return { code: ended.status, stdout: ended.stdout, stderr: ended.stderr }
    },
    remove: () => rmSync(directory, { recursive: true, force: true }),
  }
}
