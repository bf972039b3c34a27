import { afterEach, describe, expect, it } from 'vitest'
import { frame } from './pieces.ts'
import { type Answer, json, oneByOne, type StubEngine, stubEngine } from './stub-engine.ts'

let stub: StubEngine
afterEach(() => stub.close())

const ended = (ExitCode: number): Answer => json({ Running: false, ExitCode })
const runs = json({ Running: true, ExitCode: null })

async function execOn(inspect: Answer, ...chunks: Buffer[]): Promise<void> {
  stub = await stubEngine({
    'POST /containers/a/exec': json({ Id: 'e1' }, 201),
    'POST /exec/e1/start': (response) => {
      response.writeHead(200, { 'content-type': 'application/vnd.docker.raw-stream' })
      for (const chunk of chunks) response.write(chunk)
      response.end()
    },
    'GET /exec/e1/json': inspect,
  })
}
const exec = (timeoutMs = 5000) => stub.engine.exec('a', ['app', 'x'], { timeoutMs })
const FAILED = 'OCI runtime exec failed: exec failed: unable to start container process: exec: '

describe('a command in a container', () => {
  it.each([
    ['Docker 20', 126, `${FAILED}"app": executable file not found in $PATH: unknown\r\n`, 'tool-missing'],
    ['Docker 28', 127, `${FAILED}"app": executable file not found in $PATH\r\n`, 'tool-missing'],
    ['a path', 126, `${FAILED}"/bin/app": stat /bin/app: no such file or directory: unknown`, 'tool-missing'],
    [
      'crun',
      127,
      'crun: executable file `app` not found in $PATH: No such file or directory: OCI runtime attempted to invoke a command that was not found',
      'tool-missing',
    ],
    ['no right', 126, `${FAILED}"app": permission denied: unknown`, 'start-failed'],
    [
      'no directory',
      126,
      'OCI runtime exec failed: exec failed: unable to start container process: chdir to cwd ("/x") set in config.json failed: no such file or directory: unknown',
      'start-failed',
    ],
  ])('that could not be started is told from one that failed: %s', async (_what, exitCode, said, code) => {
    await execOn(ended(exitCode), frame(1, said))
    const hint = expect.stringContaining(`docker --host ${stub.endpoint.url} exec a ls /bin`)
    await expect(exec()).rejects.toMatchObject({ code, message: expect.stringContaining('"app"'), hint })
  })

  it('may end with the same codes, or say the same, by itself', async () => {
    await execOn(ended(127), frame(2, 'sh: app: not found\n'))
    expect(await exec()).toMatchObject({ exitCode: 127, stderr: 'sh: app: not found\n' })
    await stub.close()
    await execOn(ended(1), frame(1, `${FAILED}"b": executable file not found in $PATH`))
    expect(await exec()).toMatchObject({ exitCode: 1 })
  })

  it('may close its output before it ends', async () => {
    await execOn(oneByOne(runs, runs, ended(5)), frame(1, 'a€'))
    expect(await exec()).toEqual({ exitCode: 5, stdout: 'a€', stderr: '', timedOut: false })
    await stub.close()
    await execOn(runs, frame(1, 'a'))
    expect(await exec(200)).toEqual({ exitCode: null, stdout: 'a', stderr: '', timedOut: true })
  })

  it('is put together of output that is cut anywhere, within a character too', async () => {
    const euro = Buffer.from('€')
    const first = Buffer.concat([Buffer.from([1, 0, 0, 0, 0, 0, 0, 1]), euro.subarray(0, 1)])
    const second = Buffer.concat([Buffer.from([1, 0, 0, 0, 0, 0, 0, 2]), euro.subarray(1)])
    await execOn(ended(0), first, second.subarray(0, 3), second.subarray(3))
    expect((await exec()).stdout).toBe('€')
  })

  it('is no more when the engine breaks off', async () => {
    stub = await stubEngine({
      'POST /containers/a/exec': json({ Id: 'e1' }, 201),
      'POST /exec/e1/start': (response) => {
        response.writeHead(200)
        response.write(frame(1, 'a'), () => response.destroy())
      },
    })
    await expect(exec()).rejects.toMatchObject({ code: 'engine-unreachable' })
  })
})
