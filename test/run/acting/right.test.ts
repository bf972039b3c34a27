import { expect, test } from 'vitest'
import { createRight } from '../../../src/run/acting/right.ts'

const code = (act: () => void): unknown => {
  try {
    act()
  } catch (error) {
    return (error as { code: string }).code
  }
  return null
}

test('nothing has it by itself; the refusal names what was about to be done', () => {
  expect(() => createRight().demand('pause web-1')).toThrow(/pause web-1/)
  expect(code(() => createRight().demand('pause web-1'))).toBe('unjournaled-change')
})

test('an act has it, with all that it calls, and what it returns or throws is handed on', async () => {
  const right = createRight()
  const deep = async (): Promise<string> => {
    await new Promise(setImmediate)
    right.demand('start web-1')
    return 'started'
  }
  expect(await right.during(async () => deep())).toBe('started')
  const failing = right.during(async () => {
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
})

test('an act within an act leaves the outer one its own', async () => {
  const right = createRight()
  await right.during(async () => {
    await right.during(async () => undefined)
    right.demand('the rest of the outer one')
  })
})

test('acts side by side have it each for themselves', async () => {
  const right = createRight()
  let release = (): void => undefined
  const long = right.during(async () => {
    await new Promise<void>((resolve) => {
      release = resolve
    })
    return code(() => right.demand('the long one'))
  })
  await right.during(async () => undefined)
  release()
  expect(await long).toBe(null)
})

test('it can be taken away from what is under way', async () => {
  const right = createRight()
  const seen = await right.during(async () => {
    right.revoke()
    return code(() => right.demand('go on'))
  })
  expect(seen).toBe('unjournaled-change')
  expect(await right.during(async () => code(() => right.demand('a new one')))).toBe(null)
})
