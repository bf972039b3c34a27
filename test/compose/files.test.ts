/** What can be said of the files of compose/ without an engine. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'

const compose = resolve(import.meta.dirname, '../../compose')
const read = (path: string): string => readFileSync(join(compose, path), 'utf8')

it.each([
  ['as it is', []],
  ['with a second set', ['EDGE_GREEN']],
])('has a twin of the edge that differs by checks, marking and further tries alone: %s', (_what, defined) => {
  const [edge, twin] = [read('haproxy/haproxy.cfg'), read('haproxy/twin-bare.cfg')].map((text) =>
    settings(text, defined),
  )
  const missing = edge?.filter((line) => !twin?.includes(line))
  const added = twin?.filter((line) => !edge?.includes(line))
  expect(missing?.map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
    'retries 2',
    'option redispatch',
    'retry-on conn-failure',
    'option httpchk',
    'http-check expect',
    'default-server check',
    'http-check expect',
  ])
  expect(added).toEqual(['retries 0'])
})

it('tells in its README of each variable that may be set, with its default, and of no other', () => {
  const files = readdirSync(compose).filter((name) => name.endsWith('.yml'))
  const used = new Map<string, string>()
  for (const [, name = '', fallback = ''] of files.flatMap((file) => [
    ...read(file).matchAll(/\$\{([A-Z_]+):-([^}]*)\}/g),
  ])) {
    expect([name, used.get(name) ?? fallback]).toEqual([name, fallback])
    used.set(name, fallback)
  }
  const rows = read('README.md').matchAll(/^\| (`[A-Z_`, ]+`) \| (`[^|]+`) \|/gm)
  const told = [...rows].flatMap(([, names = '', defaults = '']) => {
    const [name, value] = [names, defaults].map((cell) => cell.replaceAll('`', '').split(', '))
    return name?.map((each, index): [string, string] => [each, value?.[index] ?? '']) ?? []
  })
  expect(new Map(told)).toEqual(used)
})

/** Lines that say something where these variables are defined, without comments. */
function settings(text: string, defined: readonly string[]): string[] {
  return text
    .replaceAll(
      /^\.if defined\((\w+)\)\n(.*?)(?:^\.else\n(.*?))?^\.endif$/gms,
      (_, name, then, otherwise = '') => (defined.includes(name) ? then : otherwise),
    )
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
}
