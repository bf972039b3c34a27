import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { asking } from '../../src/cli/asking.ts'
import { canType, typed } from './typed.ts'

const SOURCE = JSON.stringify(fileURLToPath(new URL('../../src/cli/asking.ts', import.meta.url)))
const DOWN = '\u001b[B'
const INTERRUPT = '\u0003'

/** What the person answered, as JSON in the last line. */
function answered(question: string, steps: [string, string][]): unknown {
  const body = `import { asking } from ${SOURCE}\nconst answer = await asking.${question}\nconsole.log('answer ' + JSON.stringify(answer))`
  const { shown } = typed([process.execPath, '--input-type=module', '-e', body], steps)
  const [, answer] = /^answer (.*)$/m.exec(shown) ?? []
  if (answer === undefined) throw new Error(`no answer:\n${shown}`)
  return JSON.parse(answer)
}

it('is what `init` is given', () => {
  expect(Object.keys(asking)).toEqual(['choose', 'text'])
})

describe.skipIf(!canType)('on a terminal (needs python3)', () => {
  it('takes what stands there already', () => {
    expect(answered("text('Which path?', '/up')", [['Which path?', '\r']])).toBe('/up')
  })

  it('asks again where the answer will not do', () => {
    const steps: [string, string][] = [
      ['Which path?', '\r'],
      ['No path', '/up\r'],
    ]
    expect(answered("text('Which path?', '', (text) => text === '' ? 'No path' : null)", steps)).toBe('/up')
  })

  it('takes one of several', () => {
    expect(answered("choose('Which one?', ['first', 'second'])", [['second', `${DOWN}\r`]])).toBe(1)
  })

  it('is given up by ^C', () => {
    expect(answered("text('Which path?', '/')", [['Which path?', INTERRUPT]])).toBeNull()
    expect(answered("choose('Which one?', ['first', 'second'])", [['second', INTERRUPT]])).toBeNull()
  })
})
