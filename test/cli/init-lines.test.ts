import { expect, it } from 'vitest'
import { changeLines, diffOf, foundLines } from '../../src/cli/init-lines.ts'

const ready = { path: '/up', from: 'a.js' }

it('says what was found, where each comes from, and whose the edge is', () => {
  const way = {
    target: 'processes',
    from: 'package.json',
    run: 'node a.js',
    portVariable: 'APP_PORT',
    env: {},
    ready,
    notes: ['Mind the step.'],
  } as const
  expect(foundLines({ way, edge: 'built-in' }, '/')).toEqual([
    'Found: package.json',
    '  run: node a.js',
    '  port: handed over as APP_PORT',
    '  ready: /up (a.js)',
    '  page: /, which the load and the prober ask for; --path names another',
    '  edge: firedrill’s own, for none was named; your users meet another one',
    '  note: Mind the step.',
  ])
  expect(foundLines({ way, edge: 'nginx' }, '/shop', ['And the gap.']).slice(-2)).toEqual([
    '  note: Mind the step.',
    '  note: And the gap.',
  ])
  expect(foundLines({ way, edge: 'nginx' }, '/shop')).toContain('  edge: nginx')
  // Who named one knows it.
  expect(foundLines({ way, edge: 'nginx' }, '/shop')).toContain('  page: /shop')
  const inCommand = foundLines({ way: { ...way, run: 'serve {port}' }, edge: 'nginx' }, '/')
  expect(inCommand.join()).not.toContain('APP_PORT')
})

it('says which balancer is written, and which is there', () => {
  const way = {
    target: 'compose',
    from: 'compose.yml',
    files: ['compose.yml'],
    instances: ['a'],
    port: 1,
    edge: { service: 'lb', port: 80 },
    services: {},
    ready,
    notes: [],
  } as const
  const balancer = {
    file: 'compose.firedrill.yml',
    build: null,
    frees: [],
    networks: ['default'],
    isInternal: false,
  }
  expect(foundLines({ way: { ...way, balancer }, edge: null }, '/')).toContain(
    '  edge: lb:80, a balancer that is written into compose.firedrill.yml',
  )
  expect(foundLines({ way: { ...way, balancer: null }, edge: null }, '/')).toContain('  edge: lb:80')
})

it('shows a change as diff does, and nothing of what stays', () => {
  const change = { path: 'a.txt', before: 'one\ntwo\n', after: 'one\nthree\n', kind: 'replaced' } as const
  expect(diffOf(change)).toContain(' one\n-two\n+three\n')
  expect(diffOf({ ...change, before: null, kind: 'new' })).toMatch(/^--- \/dev\/null\n\+\+\+ a\.txt\n/m)
  expect(diffOf({ ...change, kind: 'same' })).toBe('')
  expect(changeLines([change])).toEqual(['  replaced  a.txt'])
})
