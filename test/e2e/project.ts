/** Projects of users, in directories of their own: firedrill is installed in them by a link to this checkout. */
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root, type Scratch } from './scratch.ts'

export interface TestProject {
  cwd: string
  env: NodeJS.ProcessEnv
  reports: string
}

/** `files`: path → text. */
export function makeProject(
  scratch: Scratch,
  name: string,
  files: Readonly<Record<string, string>>,
): TestProject {
  const cwd = join(scratch.directory, name)
  mkdirSync(join(cwd, 'node_modules'), { recursive: true })
  symlinkSync(root, join(cwd, 'node_modules', 'firedrill'))
  for (const [path, text] of Object.entries({ 'package.json': '{ "type": "module" }\n', ...files })) {
    const file = join(cwd, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, text)
    if (text.startsWith('#!')) chmodSync(file, 0o755)
  }
  return { cwd, env: scratch.env, reports: join(cwd, 'reports') }
}

/** The fixture with its configuration as it is, but for the warm-up, which takes `warmUp`. */
export function fixtureProject(scratch: Scratch, warmUp: string): TestProject {
  const config = `import config from '${join(root, 'firedrill.config.ts')}'\nexport default { ...config, warmUp: '${warmUp}' }\n`
  const project = makeProject(scratch, 'fixture', { 'firedrill.config.ts': config })
  // The script names what it imports of firedrill by its path.
  for (const name of ['fixtures', 'scenarios', 'drills', 'src'])
    symlinkSync(join(root, name), join(project.cwd, name))
  return project
}
