import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { access, readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { FiredrillError } from '../../src/errors.ts'

/** What a file of a project outside of this one imports the public API by. */
export const API = JSON.stringify(fileURLToPath(new URL('../../src/index.ts', import.meta.url)))

/** A directory with these files, removed when the test ends; absolute. */
export function project(files: Record<string, string>): string {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'firedrill-config-')))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, name)), { recursive: true })
    writeFileSync(join(dir, name), content)
  }
  return dir
}

/** A configuration file with this between the braces. */
export function configFile(fields: string): string {
  return `import { compose, defineConfig, env, processes } from ${API}\nexport default defineConfig({\n${fields}\n})\n`
}

export const files = {
  exists: (path: string): Promise<boolean> =>
    access(path).then(
      () => true,
      () => false,
    ),
  list: (path: string): Promise<string[]> => readdir(path),
}

/** What was refused, and how; fails when nothing was. */
export async function refusalOf(
  act: () => unknown,
): Promise<{ code: string; message: string; hint: string }> {
  try {
    await act()
  } catch (error) {
    if (!(error instanceof FiredrillError)) throw error
    return { code: error.code, message: error.message, hint: error.hint }
  }
  throw new Error('nothing was refused')
}
