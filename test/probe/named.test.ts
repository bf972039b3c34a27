import { describe, expect, it } from 'vitest'
import { fakeHost } from '../../src/host/fake/host.ts'
import type { FakeAnswer } from '../../src/host/fake/net.ts'
import type { FakeProgram } from '../../src/host/fake/process-table.ts'
import { type CommandProbe, type HttpProbe, observe } from '../../src/probe/named.ts'

const variables = { edge: 'http://127.0.0.1:80', 'web-1.port': '3001' }

describe('a named probe by HTTP', () => {
  const seen = async (answer: FakeAnswer | null, probe: Partial<HttpProbe> = {}) => {
    const host = fakeHost()
    if (answer !== null) host.net.listen(80, ({ path }) => (path === '/jobs' ? answer : { status: 404 }))
    const whole: HttpProbe = { kind: 'http', url: '{edge}/jobs', intervalMs: 1000, timeoutMs: 100, ...probe }
    const { value, error } = await observe(host, whole, variables, {})
    return error === null ? value : `error: ${error}`
  }
  const body = '{"jobs":{"waiting":3,"list":[{"id":"a"}],"idle":false,"last":null}}'

  it('is the status, or whether it is the expected one', async () => {
    expect(await seen({ status: 503 })).toBe(503)
    expect(await seen({ status: 503 }, { expectStatus: 503 })).toBe(true)
    expect(await seen({ status: 200 }, { expectStatus: 503 })).toBe(false)
  })

  it('is a number, text or boolean in the answer', async () => {
    expect(await seen({ status: 200, body }, { json: 'jobs.waiting' })).toBe(3)
    expect(await seen({ status: 200, body }, { json: 'jobs.list.0.id' })).toBe('a')
    expect(await seen({ status: 200, body }, { json: 'jobs.idle' })).toBe(false)
  })

  it('says what hindered it', async () => {
    expect(await seen(null)).toBe('error: ECONNREFUSED')
    expect(await seen('hang')).toBe('error: timeout')
    expect(await seen({ status: 200, body: '<html>' }, { json: 'a' })).toMatch(/^error: the body is not JSON/)
    for (const json of ['jobs.none', 'toString', 'jobs.waiting.deeper']) {
      expect(await seen({ status: 200, body }, { json })).toBe(`error: the body has nothing at ${json}`)
    }
    for (const json of ['jobs', 'jobs.last', 'jobs.list']) {
      expect(await seen({ status: 200, body }, { json })).toMatch(/no number, text or boolean$/)
    }
    expect(await seen({ status: 500, body }, { json: 'jobs.waiting', expectStatus: 200 })).toBe(
      'error: the status is 500',
    )
    expect(await seen({ status: 200 }, { url: '{edges}/jobs' })).toBe(
      'error: {edges} is not known; known are edge, web-1.port',
    )
  })

  it('tells how long it took', async () => {
    const host = fakeHost()
    host.net.listen(80, () => ({ status: 200, afterMs: 30 }))
    const probe: HttpProbe = { kind: 'http', url: '{edge}/', intervalMs: 1000, timeoutMs: 100 }
    expect(await observe(host, probe, variables, {})).toEqual({ value: 200, error: null, tookMs: 30 })
  })
})

describe('a named probe by command', () => {
  const seen = async (program: Partial<FakeProgram>, probe: Partial<CommandProbe> = {}) => {
    const host = fakeHost({ programs: { ask: { exit: { afterMs: 5, code: 0 }, ...program } } })
    const whole: CommandProbe = {
      kind: 'command',
      argv: ['ask'],
      cwd: '/',
      intervalMs: 1000,
      timeoutMs: 100,
      ...probe,
    }
    const { value, error } = await observe(host, whole, variables, {})
    return error === null ? value : `error: ${error}`
  }

  it('is what is printed, as a number or boolean where it reads as one', async () => {
    expect(await seen({ stdout: '42\n' })).toBe(42)
    expect(await seen({ stdout: ' -1.5e3 \n' })).toBe(-1500)
    expect(await seen({ stdout: 'true\n' })).toBe(true)
    expect(await seen({ stdout: 'ready since 3\n' })).toBe('ready since 3')
    expect(await seen({ stdout: '0x10' })).toBe('0x10')
  })

  it('is whether it succeeded, where nothing is printed', async () => {
    expect(await seen({})).toBe(true)
    expect(await seen({ exit: { afterMs: 5, code: 1 } })).toBe(false)
  })

  it('says what hindered it', async () => {
    expect(await seen({ exit: { afterMs: 5, code: 2 } })).toBe('error: exit code 2')
    expect(await seen({ exit: { afterMs: 5, code: 1 }, stderr: 'first\nno such table\n' })).toBe(
      'error: exit code 1: no such table',
    )
    expect(await seen({ exit: { afterMs: 500, code: 0 } })).toBe('error: timeout')
    expect(await seen({}, { argv: ['none'] })).toBe('error: The program "none" was not found.')
    expect(await seen({}, { argv: ['ask', '{web-2.port}'] })).toMatch(/^error: \{web-2.port\} is not known/)
  })
})
