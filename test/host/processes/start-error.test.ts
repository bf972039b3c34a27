import { describe, expect, it } from 'vitest'
import { emptyCommand, startError } from '../../../src/host/processes/start-error.ts'

const failure = (code: string): Error => Object.assign(new Error(`spawn x ${code}`), { code })

describe('why a program could not be started', () => {
  it('is its absence, with the way to get it and where it was looked for', async () => {
    const error = await startError(failure('ENOENT'), ['docker', 'ps'], '/tmp', { PATH: '/bin' })
    expect(error).toMatchObject({ code: 'tool-missing', message: 'The program "docker" was not found.' })
    expect(error.hint).toContain('docs.docker.com')
    expect(error.hint).toContain('PATH: /bin')
    const other = await startError(failure('ENOENT'), ['./server'], '/tmp', {})
    expect(other.hint).toBe('Install it, or correct the command in firedrill.config.ts.')
  })

  it('is the directory, when that is what is missing', async () => {
    const error = await startError(failure('ENOENT'), ['docker'], '/tmp/no-such-directory', {})
    expect(error).toMatchObject({
      code: 'start-failed',
      message: expect.stringContaining('/tmp/no-such-directory'),
    })
  })

  it('is that it may not be executed, or what the system says', async () => {
    expect((await startError(failure('EACCES'), ['./a.sh'], '/tmp', {})).hint).toContain('chmod +x ./a.sh')
    expect(await startError(failure('E2BIG'), ['a'], '/tmp', {})).toMatchObject({
      code: 'start-failed',
      message: expect.stringContaining('E2BIG'),
    })
    expect(emptyCommand().code).toBe('start-failed')
  })
})
