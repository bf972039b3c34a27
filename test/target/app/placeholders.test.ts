import { describe, expect, it } from 'vitest'
import { createPlaceholders } from '../../../src/target/app/placeholders.ts'

describe('what is known only later', () => {
  it('is shown in words, wherever it stands in a command', () => {
    const { number, path, fillAll } = createPlaceholders('')
    const port = number('port of web-1')
    const state = path('state')
    expect(port).toBeLessThan(65_536)
    expect(number('port of web-1')).toBe(port)
    expect(number('port of web-2')).not.toBe(port)
    const command = {
      argv: ['serve', `1${port}0`, `${state}/a`],
      cwd: state,
      env: { URL: `http://x:${port}/` },
    }
    expect(fillAll(command)).toEqual({
      argv: ['serve', '1<port of web-1>0', '<state>/a'],
      cwd: '<state>',
      env: { URL: 'http://x:<port of web-1>/' },
    })
  })

  it('is never a number that the user wrote', () => {
    const text = JSON.stringify({ port: 65_535, run: 'serve 165534' })
    const { number, fill } = createPlaceholders(text)
    expect(number('a')).toBe(65_533)
    expect(fill('65535 65534 65533')).toBe('65535 65534 <a>')
  })
})
