/** `.ci/stand-ins/build`, with an engine that only keeps the labels of what it is told to make. */
import { appendFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { makePrograms, type Programs } from './programs.ts'

const root = resolve(import.meta.dirname, '../..')
const IMAGES = [
  'firedrill-ci/node:24',
  'firedrill-ci/postgres:15',
  'firedrill-ci/haproxy:2.6',
  'firedrill-ci/toxiproxy:2.5.0',
]

/** `image inspect` tells the label; `import` and `build` keep it, and what was in the context. */
const docker = `echo "$1" >>"$STATE/log"
last="\${!#}"; label=; tag=$last
while [ $# -gt 0 ]; do
  case "$1" in
    --change) [[ $2 = LABEL* ]] && label=\${2#*=} ;;
    --label) label=\${2#*=} ;;
    --tag) tag=$2 ;;
    image) [ "$2" = inspect ] && { cat "$STATE/images/\${last//[\\/:]/_}"; exit; } ;;
  esac
  shift
done
[ "$last" = - ] && tar -t >"$STATE/images/\${tag//[\\/:]/_}.context" || cat >/dev/null
[ -e "$STATE/refuse" ] && { echo 'no space left'; exit 1; }
echo "$label" >"$STATE/images/\${tag//[\\/:]/_}"`

let programs: Programs
beforeEach(() => {
  programs = makePrograms()
  const { directory } = programs
  for (const name of ['images', 'project/node_modules/node'])
    mkdirSync(join(directory, name), { recursive: true })
  cpSync(join(root, '.ci'), join(directory, 'project/.ci'), { recursive: true })
  symlinkSync(join(root, 'node_modules/node/bin'), join(directory, 'project/node_modules/node/bin'))
  programs.add('docker', docker)
  programs.add('debootstrap', 'mkdir -p "${!#}"/usr/share/doc')
  programs.add('go', 'while [ "$1" != -o ]; do shift; done; touch "$2"')
  programs.add('npm', 'touch "npm-${!#}.tgz" && for f in npm-npm@*; do mv "$f" "npm-${f#npm-npm@}"; done')
})
afterEach(() => programs.remove())

it('makes them once, and tells by which variables compose/ uses them', () => {
  const first = build()
  expect(first.stdout).toBe(
    'NODE_IMAGE=firedrill-ci/node:24\nPOSTGRES_IMAGE=firedrill-ci/postgres:15\nHAPROXY_IMAGE=firedrill-ci/haproxy:2.6\nTOXIPROXY_IMAGE=firedrill-ci/toxiproxy:2.5.0\n',
  )
  expect(first.made).toEqual(['firedrill-ci/debian:bookworm', ...IMAGES])
  const context = readFileSync(join(programs.directory, 'images/firedrill-ci_node_24.context'), 'utf8')
  for (const file of ['Dockerfile', 'entrypoint', 'node', 'npm.tgz', 'certificates.crt']) {
    expect(context.split('\n')).toContain(`./${file}`)
  }
  const proxy = readFileSync(join(programs.directory, 'images/firedrill-ci_toxiproxy_2.5.0.context'), 'utf8')
  expect(proxy.split('\n')).toContain('./toxiproxy')
  const second = build()
  expect(second).toEqual({ ...first, made: [], stderr: '' })
})

it('makes one again whose Dockerfile or entry point changed, and no other', () => {
  build()
  appendFileSync(join(programs.directory, 'project/.ci/stand-ins/haproxy/Dockerfile'), 'RUN true\n')
  expect(build().made).toEqual(['firedrill-ci/haproxy:2.6'])
  appendFileSync(join(programs.directory, 'project/.ci/stand-ins/postgres/entrypoint'), '# changed\n')
  expect(build().made).toEqual(['firedrill-ci/postgres:15'])
})

it('makes all again on another base', () => {
  build()
  rmSync(join(programs.directory, 'images/firedrill-ci_debian_bookworm'))
  expect(build().made).toEqual(['firedrill-ci/debian:bookworm'])
  const script = join(programs.directory, 'project/.ci/stand-ins/build')
  programs.run(['sed', '-i', 's/--variant=minbase/--variant=buildd/', script])
  expect(build().made).toEqual(['firedrill-ci/debian:bookworm', ...IMAGES])
})

it('ends with what the engine said when one cannot be made', () => {
  build()
  appendFileSync(join(programs.directory, 'project/.ci/stand-ins/haproxy/Dockerfile'), 'RUN true\n')
  programs.run(['touch', join(programs.directory, 'refuse')])
  expect(build()).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('no space left') })
})

function build() {
  const log = join(programs.directory, 'log')
  if (existsSync(log)) rmSync(log)
  const certificates = { SSL_CERT_FILE: join(programs.directory, 'docker') }
  const script = join(programs.directory, 'project/.ci/stand-ins/build')
  const { code, stdout, stderr } = programs.run([script], certificates)
  const made = [...stderr.matchAll(/^making (\S+) …$/gm)].map((match) => match[1])
  const wrote = readFileSync(log, 'utf8')
    .split('\n')
    .filter((verb) => verb === 'build' || verb === 'import')
  expect(wrote.length, stderr).toBe(made.length)
  return { code, stdout, stderr, made }
}
