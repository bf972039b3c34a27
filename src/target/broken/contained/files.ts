/** All that the program beside this file needs to run somewhere else, where there is Node and nothing of firedrill. */
import { fileURLToPath } from 'node:url'

/** As they are, or compiled: whichever this file is. */
const KIND = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
const SOURCES = [
  'target/broken/contained/main',
  'target/broken/proxy',
  'target/broken/decide',
  'target/broken/settings',
  'host/processes/only-child',
]

export interface ProgramFile {
  /** Absolute, here. */
  from: string
  /** Below the program's directory, there. */
  to: string
}

/** Below the program's directory. */
export const CONTAINED_PROGRAM = `${SOURCES[0]}.${KIND}`

export function programFiles(): ProgramFile[] {
  const own = SOURCES.map((source) => ({
    from: fileURLToPath(new URL(`../../../${source}.${KIND}`, import.meta.url)),
    to: `${source}.${KIND}`,
  }))
  const proxy = fileURLToPath(import.meta.resolve('httpxy'))
  const manifest = fileURLToPath(new URL('../package.json', import.meta.resolve('httpxy')))
  return [
    ...own,
    { from: proxy, to: 'node_modules/httpxy/dist/index.mjs' },
    { from: manifest, to: 'node_modules/httpxy/package.json' },
  ]
}
