import { describe, expect, it } from 'vitest'
import { fakeHost } from '../../../src/host/fake/host.ts'
import { type ReadyCheck, waitReady } from '../../../src/target/app/ready.ts'
import { runtimeOn, SECRET } from '../process/settings.ts'

const http: ReadyCheck = { kind: 'http', url: 'http://127.0.0.1:3001/ready' }
const wanted = (ready: ReadyCheck) => ({
  name: 'web-1',
  ready,
  readyTimeoutMs: 5000,
  health: null,
  log: '/tmp/web-1.log',
  env: {},
})
const never = new Promise<never>(() => undefined)

describe('waiting until something is ready', () => {
  it('goes on once it answers with 200', async () => {
    const host = fakeHost()
    const startedMs = host.clock.monoMs()
    const status = () => (host.clock.monoMs() - startedMs > 800 ? 200 : 503)
    host.net.listen(3001, () => ({ status: status() }))
    await waitReady(wanted(http), runtimeOn(host), never, 'r/1', undefined)
    expect(host.clock.monoMs() - startedMs).toBeLessThan(1000)
  })

  it('takes no other answer for ready', async () => {
    const host = fakeHost()
    host.net.listen(3001, () => ({ status: 204, body: `key ${SECRET}` }))
    await expect(waitReady(wanted(http), runtimeOn(host), never, 'r/1', undefined)).rejects.toMatchObject({
      code: 'never-ready',
      message: expect.stringContaining('gave 204 key ‹redacted›'),
    })
  })

  it('hides a secret before the answer is cut short, not only when it is whole', async () => {
    const host = fakeHost()
    host.net.listen(3001, () => ({ status: 500, body: `${'x'.repeat(295)}${SECRET}` }))
    const waiting = waitReady(wanted(http), runtimeOn(host), never, 'r/1', undefined)
    await expect(waiting).rejects.toThrow(/x{295}‹reda\.$/m)
  })

  it('shows of a page what is read on it, in a line', async () => {
    const host = fakeHost()
    const body =
      '<!DOCTYPE html>\n<html><head>\n<title>Error</title><style>p { color: red }</style>\n</head>\n<body>\n<pre>Cannot GET /</pre>\n</body>\n</html>\n'
    host.net.listen(3001, () => ({ status: 404, body }))
    const waiting = waitReady(wanted(http), runtimeOn(host), never, 'r/1', undefined)
    await expect(waiting).rejects.toThrow(/ready gave 404 Error Cannot GET \/\.$/m)
  })

  it('is over at its deadline, also where nothing ever answers', async () => {
    const host = fakeHost()
    host.net.listen(3001, () => 'hang')
    const startedMs = host.clock.monoMs()
    const waiting = waitReady(wanted(http), runtimeOn(host), null, null, undefined)
    await expect(waiting).rejects.toThrow(
      'web-1 was not ready within 5 s: GET http://127.0.0.1:3001/ready gave timeout',
    )
    expect(host.clock.monoMs() - startedMs).toBeLessThan(6100)
  })

  it('tells one that lives and cannot serve from one that hangs', async () => {
    const host = fakeHost()
    host.net.listen(3001, ({ path }) => ({ status: path === '/health' ? 200 : 503, body: path }))
    const lives = { ...wanted(http), health: 'http://127.0.0.1:3001/health' }
    await expect(waitReady(lives, runtimeOn(host), null, null, undefined)).rejects.toThrow(
      'gave 503 /ready; GET http://127.0.0.1:3001/health gave 200 /health',
    )
  })

  it('is over at once when it ends', async () => {
    const host = fakeHost()
    await host.files.writeAtomic('/tmp/web-1.log', 'cannot bind\n')
    const startedMs = host.clock.monoMs()
    const gone = host.clock.sleep(320).then(() => ({ how: 'exit code 1', atMs: 0 }))
    await expect(waitReady(wanted(http), runtimeOn(host), gone, 'r/1', undefined)).rejects.toMatchObject({
      code: 'start-failed',
      message: expect.stringContaining('cannot bind'),
    })
    expect(host.clock.monoMs() - startedMs).toBeLessThan(400)
  })

  it.each([
    [
      404,
      {},
      'Nothing is at /ready: let `ready` name a path that answers 200 when it can serve. All that it wrote is in /tmp/web-1.log.',
    ],
    [
      null,
      { PORT: '3001' },
      'Nothing listens at 127.0.0.1:3001: it has to listen on the port that it is told (PORT=3001). Where it only needs longer, set readyTimeout. All that it wrote is in /tmp/web-1.log.',
    ],
    [
      null,
      { OTHER: '1' },
      'Where it only needs longer, set readyTimeout. All that it wrote is in /tmp/web-1.log.',
    ],
    [503, {}, 'Where it only needs longer, set readyTimeout. All that it wrote is in /tmp/web-1.log.'],
  ])('says what helps where it was answered with %j', async (status, env, hint) => {
    const host = fakeHost()
    await host.files.writeAtomic('/tmp/web-1.log', 'hello\n')
    if (status !== null) host.net.listen(3001, () => ({ status }))
    const waiting = waitReady({ ...wanted(http), env }, runtimeOn(host), null, null, undefined)
    await expect(waiting).rejects.toMatchObject({ code: 'never-ready', hint })
  })

  it('points at no log where it wrote nothing', async () => {
    const host = fakeHost()
    host.net.listen(3001, () => ({ status: 503 }))
    await expect(waitReady(wanted(http), runtimeOn(host), null, null, undefined)).rejects.toMatchObject({
      hint: 'Where it only needs longer, set readyTimeout.',
    })
  })

  const PORT_TOLD =
    'It was told its port, PORT=3001: instances that listen on a fixed one cannot run side by side. '
  it.each([
    ['Error: listen EADDRINUSE: address already in use :::3000', 'exit code 1', PORT_TOLD],
    ['OSError: [Errno 98] Address already in use', 'exit code 1', PORT_TOLD],
    ['listening', 'exit code 0', PORT_TOLD],
    ['Error: Cannot find module', 'exit code 1', ''],
  ])(
    'says which port it was told, where it ended as one that could not have another: %s',
    async (log, how, port) => {
      const host = fakeHost()
      await host.files.writeAtomic('/tmp/web-1.log', `${log}\n`)
      const gone = host.clock.sleep(320).then(() => ({ how }))
      const told = { ...wanted(http), env: { OTHER: '1', PORT: '3001' } }
      await expect(waitReady(told, runtimeOn(host), gone, 'r/1', undefined)).rejects.toMatchObject({
        code: 'start-failed',
        hint: `${port}All that it wrote is in /tmp/web-1.log.`,
      })
    },
  )

  it('is over when it is cancelled', async () => {
    const cancelling = new AbortController()
    cancelling.abort(new Error('cancelled by hand'))
    const waiting = waitReady(wanted(http), runtimeOn(), null, null, cancelling.signal)
    await expect(waiting).rejects.toThrow('cancelled by hand')
  })

  it('can ask for a connection', async () => {
    const host = fakeHost()
    const tcp = wanted({ kind: 'tcp', port: 5432 })
    await expect(waitReady(tcp, runtimeOn(host), null, null, undefined)).rejects.toThrow(
      '127.0.0.1:5432 does not take connections (ECONNREFUSED)',
    )
    host.net.speak(5432, () => ({ afterMs: 1 }))
    await expect(waitReady(tcp, runtimeOn(host), null, null, undefined)).resolves.toBe(
      '127.0.0.1:5432 answers',
    )
  })

  it('can ask a command', async () => {
    const host = fakeHost({
      programs: {
        good: { exit: { afterMs: 10, code: 0 } },
        bad: { exit: { afterMs: 10, code: 2 }, stderr: 'no server' },
      },
    })
    const ask = (argv: string[]) =>
      waitReady(wanted({ kind: 'command', argv, cwd: '/' }), runtimeOn(host), null, 'r/1', undefined)
    await expect(ask(['good'])).resolves.toMatch('good ended with 0')
    await expect(ask(['bad'])).rejects.toThrow('bad ended with 2: no server')
  })
})
