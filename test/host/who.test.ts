import { hostname } from 'node:os'
import { expect, it } from 'vitest'
import { nodeHost } from '../../src/host/node.ts'
import { whoIsHere } from '../../src/host/who.ts'

it('tells who runs it, on which machine', () => {
  expect(whoIsHere(() => ({ username: 'ada' }))).toEqual({ user: 'ada', machine: hostname() })
  expect(nodeHost().who.user).not.toBe('')
})

it('knows a user without a name by the number', () => {
  const nameless = () => {
    throw Object.assign(new Error('uv_os_get_passwd returned ENOENT'), { code: 'ERR_SYSTEM_ERROR' })
  }
  expect(whoIsHere(nameless).user).toBe(`user ${process.getuid?.()}`)
})
