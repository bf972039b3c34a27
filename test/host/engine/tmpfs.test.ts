import { expect, it } from 'vitest'
import { tmpfsOf } from '../../../src/host/engine/tmpfs.ts'

it('reads the size of each, however it was written', () => {
  const Tmpfs = {
    '/tmp': 'rw,size=16m,mode=1777',
    '/run': '',
    '/big': 'size=50%',
    '/k': 'mode=700,size=512K',
  }
  const Mounts = [
    { Type: 'tmpfs', Target: '/cache', Source: '', TmpfsOptions: { SizeBytes: 1024, Mode: 0o1777 } },
    { Type: 'tmpfs', Target: '/free', Source: '' },
    { Type: 'volume', Target: '/data', Source: 'data' },
  ] as const
  expect(tmpfsOf({ Tmpfs, Mounts: [...Mounts] })).toEqual({
    '/tmp': 16 * 2 ** 20,
    '/run': 0,
    '/big': 0,
    '/k': 512 * 2 ** 10,
    '/cache': 1024,
    '/free': 0,
  })
  expect(tmpfsOf({})).toEqual({})
})
