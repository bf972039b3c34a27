import { describe, expect, it } from 'vitest'
import { FiredrillError } from '../../../src/errors.ts'
import { engineError, refused, statusOf, tooLate } from '../../../src/host/engine/engine-error.ts'

const URL = 'unix:///var/run/docker.sock'
const raised = (more: object) => Object.assign(new Error('(HTTP code 500) server error'), more)

describe('what an engine raises', () => {
  it.each([
    ['ENOENT', 'there is no such socket', 'systemctl start docker'],
    ['ECONNREFUSED', 'nothing listens there', 'systemctl start docker'],
    ['EACCES', 'this user may not open the socket', 'usermod -aG docker'],
    ['ENOTFOUND', 'its name cannot be resolved', 'docker context ls'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', '(HTTP code 500) server error', 'DOCKER_CERT_PATH'],
  ])('is said with why and what to do: %s', (code, why, hint) => {
    const error = engineError(URL, 'stop a', raised({ code }))
    expect(error).toMatchObject({ code: 'engine-unreachable', exitCode: 69 })
    expect(error.message).toBe(`The container engine at ${URL} cannot be reached: ${why}.`)
    expect(error.hint).toContain(hint)
    expect(statusOf(error)).toBeNull()
  })

  it('is a refusal when it is the word of an engine', () => {
    const error = engineError(
      URL,
      'stop a',
      raised({ statusCode: 404, json: { message: 'No such container: a' } }),
    )
    expect(error).toMatchObject({ code: 'engine-refused', exitCode: 70 })
    expect(error.message).toBe(`The container engine at ${URL} did not stop a: No such container: a`)
    expect(statusOf(error)).toBe(404)
    const streamed = Object.assign(new Error('(HTTP code 404) no such - No such container: a '), {
      statusCode: 404,
      json: null,
    })
    expect(engineError(URL, 'stop a', streamed).message).toBe(error.message)
    expect(statusOf(engineError(URL, 'stop a', streamed))).toBe(404)
    expect(statusOf(refused(URL, 'stop a', 409, 'no'))).toBe(409)
    expect(statusOf(engineError(URL, 'stop a', raised({ statusCode: 304, json: Buffer.alloc(0) })))).toBe(304)
  })

  it('is no answer of an engine when any web server might have given it', () => {
    for (const json of [Buffer.from('<html>'), {}, 'not found']) {
      const error = engineError(URL, 'stop a', raised({ statusCode: 404, json }))
      expect(error).toMatchObject({
        code: 'engine-unreachable',
        message: expect.stringContaining('is not a container engine'),
      })
      expect(statusOf(error)).toBeNull()
    }
  })

  it('stays as it is when it was said already', () => {
    const said = tooLate(URL, 300)
    expect(said.message).toContain('no answer within 300 ms')
    expect(engineError(URL, 'stop a', said)).toBe(said)
    const other = new FiredrillError('internal', 'a', { hint: 'b' })
    expect(statusOf(other)).toBeNull()
    expect(engineError(URL, 'stop a', 'gone').message).toContain('gone')
  })
})
