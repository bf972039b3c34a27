import { describe, expect, it } from 'vitest'
import { readSelf } from '../../../src/target/app/said.ts'
import { surroundings } from '../process/settings.ts'

const SAID = { version: '2', digest: 'd', instance: 'web-1', bootId: 'b' }

describe('what an instance says of itself', () => {
  const headers = { 'x-release': '3', 'x-boot-id': 'h' }
  const told = (body: string, status = 200) => ({ headers: {}, status, body })

  it('is read from headers where there is no version endpoint, or it does not answer', () => {
    const expected = {
      pid: null,
      instance: null,
      bootId: 'h',
      release: { version: '3', digest: null, source: 'header' },
    }
    expect(readSelf({ headers }, null, undefined)).toEqual(expected)
    expect(readSelf({ headers }, told(JSON.stringify(SAID), 500), '/version')).toEqual(expected)
    expect(readSelf({ headers }, told('not json'), '/version')).toEqual(expected)
    expect(readSelf({ headers }, told('[1]'), '/version')).toEqual(expected)
    expect(readSelf({ headers }, told('null'), '/version')).toEqual(expected)
  })

  it('is read under the names that the app uses', () => {
    const { options } = surroundings({
      version: {
        path: '/v',
        keys: { version: 'tag', bootId: 'boot', pid: 'process' },
        headers: { release: 'X-App' },
      },
    })
    expect(readSelf({ headers: {} }, told('{"tag":"9","boot":"q","process":7}'), options.version)).toEqual({
      pid: 7,
      instance: null,
      bootId: 'q',
      release: { version: '9', digest: null, source: 'version endpoint' },
    })
    expect(readSelf({ headers: { 'x-app': '8' } }, null, options.version).release?.version).toBe('8')
  })

  it('may be told in whole numbers: a build, a time of start; and a pid as text', () => {
    expect(
      readSelf({ headers: {} }, told('{"version":42,"bootId":1764550000123,"pid":"4711"}'), '/version'),
    ).toEqual({
      pid: 4711,
      instance: null,
      bootId: '1764550000123',
      release: { version: '42', digest: null, source: 'version endpoint' },
    })
  })

  it('is not told by what reads in two ways, or is no name', () => {
    // 1.10 would be 1.1.
    for (const odd of ['1.5', '1e300', 'true', '{}', '""'])
      expect(
        readSelf({ headers: {} }, told(`{"version":${odd},"bootId":${odd},"pid":${odd}}`), '/version'),
      ).toMatchObject({ pid: null, bootId: null, release: null })
    expect(readSelf({ headers: {} }, told('{"pid":"12a"}'), '/version').pid).toBeNull()
  })

  it('may be nothing', () => {
    expect(readSelf({ headers: {} }, null, undefined)).toEqual({
      pid: null,
      instance: null,
      bootId: null,
      release: null,
    })
  })
})
