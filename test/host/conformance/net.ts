import { afterEach, expect, it } from 'vitest'
import type { Net } from '../../../src/host/host.ts'

/** Makes something that listens on the port: `/ok`, `/hang`, `/reset`; the rest is 404. */
export type Listen = (port: number) => Promise<{ close(): Promise<void> }>

/** What every network does, the real and the made-up one. */
export function netConformance(net: Net, listen: Listen): void {
  let close: (() => Promise<void>) | null = null
  const listening = async (): Promise<number> => {
    const port = await net.freePort()
    const server = await listen(port)
    close = () => server.close()
    return port
  }
  afterEach(async () => {
    await close?.()
    close = null
  })

  it('gives the answer with its headers in small letters', async () => {
    const port = await listening()
    const answer = await net.request(`http://127.0.0.1:${port}/ok`, {
      timeoutMs: 2000,
      headers: { 'x-say': 'hello' },
    })
    expect(answer).toMatchObject({ status: 200, body: 'hello', error: null })
    expect(answer.headers['x-instance']).toBe('a')
    expect(answer.endedMs).toBeGreaterThanOrEqual(answer.startedMs)
  })

  it('hands a body over as it comes, of good answers alone', async () => {
    const port = await listening()
    const got = async (path: string, signal = AbortSignal.timeout(2000)) => {
      let body = ''
      const end = await net.download(`http://127.0.0.1:${port}${path}`, {
        signal,
        onData: (chunk) => {
          body += new TextDecoder().decode(chunk)
        },
      })
      return { ...end, body }
    }
    expect(await got('/ok')).toMatchObject({ status: 200, error: null, body: expect.any(String) })
    expect(await got('/none')).toEqual({ status: 404, error: null, body: '' })
    expect(await got('/ok', AbortSignal.abort())).toEqual({ status: null, error: 'aborted', body: '' })
    expect(await got('/reset')).toMatchObject({ status: null, error: expect.any(String) })
    await close?.()
    close = null
    expect(await got('/ok')).toMatchObject({ status: null, error: 'ECONNREFUSED' })
    expect(await got('no url')).toMatchObject({ status: null, error: expect.any(String) })
  })

  it('knows the addresses of a name, and none of one that nobody has', async () => {
    expect(await net.addresses('localhost')).toContain('127.0.0.1')
    // RFC 6761: it is nobody's.
    expect(await net.addresses('nobody.invalid')).toEqual([])
  })

  it('takes any status for an answer', async () => {
    const port = await listening()
    const answer = await net.request(`http://127.0.0.1:${port}/none`, { timeoutMs: 2000, method: 'POST' })
    expect(answer).toMatchObject({ status: 404, error: null })
  })

  it('gives up in time on a server that accepts and does not answer', async () => {
    const port = await listening()
    const answer = await net.request(`http://127.0.0.1:${port}/hang`, { timeoutMs: 100 })
    expect(answer).toMatchObject({ status: null, error: 'timeout' })
    expect(answer.endedMs - answer.startedMs).toBeGreaterThan(98)
    expect(answer.endedMs - answer.startedMs).toBeLessThan(1000)
  })

  it('tells how long the first byte takes, whatever is sent', async () => {
    const port = await listening()
    const say = (path: string, timeoutMs: number) =>
      net.firstByte('127.0.0.1', port, `GET ${path} HTTP/1.0\r\n\r\n`, timeoutMs)
    const seen = await say('/ok', 2000)
    expect(seen.error).toBeNull()
    expect(seen.tookMs).toBeGreaterThanOrEqual(0)
    expect(seen.tookMs).toBeLessThan(2000)
    expect(await say('/hang', 100)).toEqual({ tookMs: null, error: 'timeout', taken: true, said: '' })
    expect(await say('/reset', 2000)).toMatchObject({
      tookMs: null,
      error: expect.stringMatching(/ECONNRESET|closed/),
    })
    await close?.()
    close = null
    expect(await say('/ok', 2000)).toEqual({
      tookMs: null,
      error: 'ECONNREFUSED',
      taken: false,
      said: '',
    })
  })

  it('sends a body', async () => {
    const port = await listening()
    const answer = await net.request(`http://127.0.0.1:${port}/echo`, {
      timeoutMs: 2000,
      method: 'POST',
      body: 'hé',
    })
    expect(answer).toMatchObject({ status: 200, body: 'hé' })
  })

  it('says that a connection was refused, broken off, or not to be had', async () => {
    const port = await listening()
    expect(await net.request(`http://127.0.0.1:${port}/reset`, { timeoutMs: 2000 })).toMatchObject({
      status: null,
      error: 'ECONNRESET',
    })
    await close?.()
    close = null
    expect(await net.request(`http://127.0.0.1:${port}/ok`, { timeoutMs: 2000 })).toMatchObject({
      status: null,
      error: 'ECONNREFUSED',
    })
    expect(await net.request('no url', { timeoutMs: 100 })).toMatchObject({
      status: null,
      error: 'ERR_INVALID_URL',
    })
  })

  it('probes as it asks, without a body', async () => {
    const port = await listening()
    const at = (path: string) => net.probe(`http://127.0.0.1:${port}${path}`, { timeoutMs: 100 })
    const answer = await at('/ok')
    expect(answer).toMatchObject({ status: 200, body: '', error: null })
    expect(answer.headers['x-instance']).toBe('a')
    expect(await at('/none')).toMatchObject({ status: 404, error: null })
    expect(await at('/reset')).toMatchObject({ status: null, error: 'ECONNRESET' })
    const hung = await at('/hang')
    expect(hung).toMatchObject({ status: null, error: 'timeout' })
    expect(hung.endedMs - hung.startedMs).toBeGreaterThan(98)
    expect(await net.probe('no url', { timeoutMs: 100 })).toMatchObject({
      status: null,
      error: 'ERR_INVALID_URL',
    })
    await close?.()
    close = null
    expect(await at('/ok')).toMatchObject({ status: null, error: 'ECONNREFUSED' })
  })

  it('tells a port that is listened on from a free one', async () => {
    const port = await listening()
    expect(await net.accepts('127.0.0.1', port, 500)).toBe(true)
    expect(await net.knock('127.0.0.1', port, 500)).toBe('accepted')
    expect(await net.isFree(port)).toBe(false)
    await close?.()
    close = null
    expect(await net.accepts('127.0.0.1', port, 500)).toBe(false)
    expect(await net.knock('127.0.0.1', port, 500)).toBe('refused')
    expect(await net.isFree(port)).toBe(true)
  })

  it('never gives out a port twice', async () => {
    const ports = await Promise.all(Array.from({ length: 10 }, () => net.freePort()))
    expect(new Set(ports).size).toBe(10)
  })
}
