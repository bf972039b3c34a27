import { expect, it } from 'vitest'
import { temporaryRoot } from '../../src/host/temporary-root.ts'

it.each([
  { TMPDIR: undefined, root: '/tmp' },
  { TMPDIR: '', root: '/tmp' },
  { TMPDIR: 'here', root: '/tmp' },
  { TMPDIR: './here', root: '/tmp' },
  { TMPDIR: '/var/tmp/', root: '/var/tmp' },
  { TMPDIR: '/var//tmp', root: '/var/tmp' },
  { TMPDIR: '/var/./tmp/a/..', root: '/var/tmp' },
  { TMPDIR: '/', root: '/' },
])('is $root where TMPDIR is "$TMPDIR"', ({ TMPDIR, root }) => {
  expect(temporaryRoot({ env: TMPDIR === undefined ? {} : { TMPDIR } })).toBe(root)
})
