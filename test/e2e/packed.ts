/** The package as it is published, packed once, and put into projects. */
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { startProgram } from './cli.ts'
import { root, type Scratch } from './scratch.ts'

export interface Packed {
  archive: string
  /** Paths of its files. */
  files: string[]
}

/** Builds and packs it into the scratch directory. */
export async function pack({ directory, env }: Scratch): Promise<Packed> {
  const argv = ['npm', 'pack', '--json', '--pack-destination', directory]
  const { code, stdout, stderr } = await startProgram(argv, { cwd: root, env }).ended
  if (code !== 0) throw new Error(`npm pack ended with ${code}: ${stdout}${stderr}`)
  // What `prepack` prints comes before the JSON.
  const [packed] = JSON.parse(stdout.slice(stdout.indexOf('[\n'))) as { files: { path: string }[] }[]
  const archive = readdirSync(directory).find((name) => name.endsWith('.tgz'))
  if (!packed || archive === undefined) throw new Error('npm pack made no archive')
  return { archive: join(directory, archive), files: packed.files.map(({ path }) => path) }
}

/**
 * As `npm install` does it, without the registry: the archive's files, and beside them just those packages that the
 * lockfile has for production. What the package needs and does not declare is not there.
 */
export async function install(
  { archive }: Packed,
  cwd: string,
  { env }: Pick<Scratch, 'env'>,
): Promise<void> {
  const modules = join(cwd, 'node_modules')
  mkdirSync(join(modules, '.bin'), { recursive: true })
  const { code, stderr } = await startProgram(['tar', '-xzf', archive, '-C', modules], { cwd, env }).ended
  if (code !== 0) throw new Error(`tar ended with ${code}: ${stderr}`)
  renameSync(join(modules, 'package'), join(modules, 'firedrill'))
  const program = join(modules, 'firedrill', 'dist', 'cli', 'main.js')
  chmodSync(program, 0o755)
  symlinkSync(program, join(modules, '.bin', 'firedrill'))
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { dev?: boolean }>
  }
  for (const [path, { dev }] of Object.entries(lock.packages)) {
    const name = /^node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(path)?.[1]
    if (!name || dev === true || !existsSync(join(root, path))) continue
    mkdirSync(dirname(join(modules, name)), { recursive: true })
    symlinkSync(join(root, path), join(modules, name))
  }
}
