import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isHidden, moved, typed, withoutRoot, withoutValues } from '../../src/runbook/typed.ts'
import { project } from '../config/project.ts'

const ROOT = '/srv/app'
const line = (argv: string[], env: Record<string, string> = {}, cwd = ROOT) => ({ argv, cwd, env })
const text = (...of: Parameters<typeof line>) => typed(line(...of), ROOT).text

describe('a command as a person types it', () => {
  it('is its words, quoted where a shell would not take them as they are', () => {
    expect(text(['./ship', '1.1.0', 'a b', "it's", '', '$HOME', '*'])).toBe(
      `./ship 1.1.0 'a b' 'it'\\''s' '' '$HOME' '*'`,
    )
  })

  it('has its variables before it', () => {
    expect(text(['./ship'], { TAG: '1.1.0', NOTE: 'a b' })).toBe(`TAG=1.1.0 NOTE='a b' ./ship`)
  })

  it('hands on by `env` what is no name for a shell', () => {
    const env = { 'spring.url': 'a b', 'a;b': 'c', 'spring.pw': '‹redacted›', '1st': '‹redacted›' }
    const { text, variables } = typed(line(['env'], env), ROOT)
    expect(variables).toEqual(['spring_pw', '_1st'])
    const given = { ...process.env, spring_pw: 'x', _1st: 'y' }
    const { stdout, stderr } = spawnSync('sh', ['-c', text], { encoding: 'utf8', env: given })
    expect(stdout.split('\n'), stderr).toEqual(
      expect.arrayContaining(['spring.url=a b', 'a;b=c', 'spring.pw=x', '1st=y']),
    )
  })

  it('begins at the root of whoever types it, and says nothing of this machine', () => {
    expect(text(['./ship', '/srv/app/releases/2', '--at=/srv/app'])).toBe(
      './ship "$PWD"/releases/2 --at="$PWD"',
    )
    expect(text(['ls', '/srv/app/a b'])).toBe(`ls "$PWD"'/a b'`)
    expect(text(['up'], { FILES: '/srv/app/a.yml:/srv/app/b.yml' })).toBe(
      'FILES="$PWD"/a.yml:"$PWD"/b.yml up',
    )
  })

  it('runs a program of firedrill by whichever Node the person has, and no other command', () => {
    const route = '/srv/app/node_modules/firedrill/dist/target/edge/route.js'
    const broken = '/srv/app/node_modules/firedrill/dist/target/broken/main.js'
    for (const own of ['/usr/bin/node', '/home/ci/.nvm/versions/node/v24.1.0/bin/node'])
      expect([text([own, route, 'a']), text([own, broken, '--', '/opt/bin/node', 'server.js'])]).toEqual([
        'node "$PWD"/node_modules/firedrill/dist/target/edge/route.js a',
        'node "$PWD"/node_modules/firedrill/dist/target/broken/main.js -- /opt/bin/node server.js',
      ])
    expect(text(['/usr/bin/node', 'server.js'])).toBe('/usr/bin/node server.js')
    expect(text(['/usr/bin/deno', route])).toMatch(/^\/usr\/bin\/deno /)
  })

  it.each(['/srv/app2/x', '/mnt/srv/app/x', '/srv/apple'])('leaves %s as it is', (path) => {
    expect(text(['ls', path])).toBe(`ls ${path}`)
  })

  it('is run elsewhere in a shell of its own', () => {
    expect(text(['./ship', '2'], {}, '/srv/app/ops')).toBe('(cd ops && ./ship 2)')
    expect(text(['./ship', '/srv/app/r'], {}, '/srv/app/ops')).toBe(
      '(root=$PWD && cd ops && ./ship "$root"/r)',
    )
    expect(text(['./ship'], {}, '/opt/tools')).toBe('(cd /opt/tools && ./ship)')
  })

  it('takes what the record does not show from the environment of whoever types it, by name', () => {
    const { text, variables } = typed(
      line(['./migrate'], { URL: 'pg://u:‹redacted›@db/shop', TOKEN: '‹TOKEN is not set›', PORT: '1' }),
      ROOT,
    )
    expect(text).toBe('URL="${URL:?}" TOKEN="${TOKEN:?}" PORT=1 ./migrate')
    expect(variables).toEqual(['URL', 'TOKEN'])
  })

  it('is the same whether or not the secret was there', () => {
    expect(text(['x', '--t=‹redacted›'])).toBe(text(['x', '--t=‹T is not set›']))
    expect(isHidden('--t=‹T is not set›')).toBe(true)
    expect(isHidden('plain')).toBe(false)
  })

  it('names what is known only when it is done, each once', () => {
    const { standIns } = typed(line(['kill', '<pid of web-1>', '<pid of web-1>', '<grace of web-1>']), ROOT)
    expect(standIns).toEqual(['<pid of web-1>', '<grace of web-1>'])
    expect(typed(line(['ls']), ROOT).standIns).toEqual([])
    expect(typed(line(['sh', '-c', 'psql <a.sql >out']), ROOT).standIns).toEqual([])
  })

  it('means the same to a shell', () => {
    const root = project({ 'package.json': '{}' })
    mkdirSync(join(root, 'ops'))
    const words = ['a b', "it's", '$HOME', '', `${root}/x y`, 'ü\n"z"']
    const print = ['printf', '%s|', ...words]
    for (const cwd of [root, join(root, 'ops')]) {
      const command = {
        argv: ['env', 'sh', '-c', 'pwd; printf "%s\\n" "$V"; "$@"', '-', ...print],
        cwd,
        env: { V: `${root}:1 2` },
      }
      const { stdout } = spawnSync('sh', ['-c', typed(command, root).text], { cwd: root, encoding: 'utf8' })
      expect(stdout).toBe(`${cwd}\n${root}:1 2\n${words.map((word) => `${word}|`).join('')}`)
    }
  })

  it('does nothing where a secret is not set', () => {
    const root = project({ 'package.json': '{}' })
    const { text } = typed({ argv: ['touch', 'done'], cwd: root, env: { TOKEN: '‹redacted›' } }, root)
    const { PATH = '' } = process.env
    const { status, stderr } = spawnSync('sh', ['-c', text], { cwd: root, env: { PATH }, encoding: 'utf8' })
    expect(status).not.toBe(0)
    expect(stderr).toContain('TOKEN')
  })
})

it('a command of another checkout is moved to this one', () => {
  const command = line(['/ci/app/bin', '/ci/app2'], { A: '/ci/app/x:/ci/app' }, '/ci/app/ops')
  expect(moved(command, '/ci/app', ROOT)).toEqual(
    line(['/srv/app/bin', '/ci/app2'], { A: '/srv/app/x:/srv/app' }, '/srv/app/ops'),
  )
  expect(moved(command, ROOT, ROOT)).toEqual(command)
})

it('a value that is another one elsewhere is left to whoever types it', () => {
  const command = withoutValues(line(['./ship'], { REGION: 'eu', TAG: '1' }), new Set(['REGION']))
  expect(typed(command, ROOT)).toMatchObject({
    text: 'REGION="${REGION:?}" TAG=1 ./ship',
    variables: ['REGION'],
  })
})

it('words for a page name no root', () => {
  expect(withoutRoot('/srv/app/releases/2 is there, in /srv/app', ROOT)).toBe('./releases/2 is there, in .')
  expect(withoutRoot('nothing', '/')).toBe('nothing')
})
