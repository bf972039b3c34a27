import { expect, it } from 'vitest'
import { fillFile, roomIn, spaceIn, tryFile, writeWords } from '../../../src/target/compose/filling.ts'

const done = { exitCode: 0, stdout: '', stderr: '', timedOut: false }

it('writes whole blocks to a file of its own', () => {
  expect(writeWords(fillFile('/tmp'), 5000).join(' ')).toBe(
    'dd if=/dev/zero of=/tmp/.firedrill-fill bs=4096 count=2',
  )
  expect(writeWords(tryFile('/tmp/'), null).join(' ')).toBe('dd if=/dev/zero of=/tmp/.firedrill-try bs=4096')
})

it('reads what df tells in its portable format, and nothing else', () => {
  const head = 'Filesystem     1024-blocks  Used Available Capacity Mounted on\n'
  expect(spaceIn(`${head}tmpfs                16384    12     16372       1% /tmp\n`)).toEqual({
    sizeBytes: 16384 * 1024,
    freeBytes: 16372 * 1024,
    mount: '/tmp',
  })
  expect(spaceIn(`${head}map auto 0 0 -5 100% /a b\n`)).toEqual({ sizeBytes: 0, freeBytes: 0, mount: '/a b' })
  for (const other of ['', head, `${head}tmpfs 1 2\n`]) expect(spaceIn(other)).toBeNull()
})

it('tells want of space from what else may go wrong', () => {
  expect(roomIn(done, [])).toMatchObject({ room: true })
  const full = "dd: error writing '/tmp/a': No space left on device\n1+0 records in"
  expect(roomIn({ ...done, exitCode: 1, stderr: full }, ['dd'])).toEqual({
    room: false,
    said: 'No space left on device',
  })
  expect(() => roomIn({ ...done, exitCode: 1, stderr: 'Permission denied' }, ['dd', 'a'])).toThrow(
    '"dd a" ended with 1 in the container: Permission denied',
  )
  expect(() => roomIn({ ...done, exitCode: null, timedOut: true }, ['dd'])).toThrow('took too long')
})
