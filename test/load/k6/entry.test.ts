import { expect, test } from 'vitest'
import { entrySource, inspectionSource } from '../../../src/load/k6/entry.ts'

/** Evaluates what the entry makes of the script's options, without k6. */
function optionsOf(own: object, ours: object, honourScript: boolean): unknown {
  const source = entrySource({ script: '/s.ts', optionsFile: '/o.json', honourScript, summaryFile: null })
  const body = source.slice(source.indexOf('const {')).replace('export const options =', 'return')
  return new Function('user', 'open', body)({ options: own }, () => JSON.stringify(ours))
}

const OWN = { vus: 3, duration: '5s', thresholds: {}, userAgent: 'x', systemTags: ['url', 'name'] }

test('a profile replaces how much load is made, and nothing else', () => {
  const options = optionsOf(OWN, { scenarios: { load: {} }, systemTags: ['name', 'vu'] }, false)
  expect(options).toEqual({ userAgent: 'x', scenarios: { load: {} }, systemTags: ['name', 'vu', 'url'] })
})

test('a share of the load is none of the script’s to take: the drill’s rate is the whole', () => {
  const own = { executionSegment: '0:1/2', executionSegmentSequence: '0,1/2,1', userAgent: 'x' }
  expect(optionsOf(own, { systemTags: [] }, false)).toEqual({ userAgent: 'x', systemTags: [] })
  expect(optionsOf(own, { systemTags: [] }, true)).toEqual({ ...own, systemTags: [] })
})

test("the script's own load is honoured where there is no profile", () => {
  const options = optionsOf(OWN, { systemTags: ['name'] }, true)
  expect(options).toEqual({ userAgent: 'x', vus: 3, duration: '5s', systemTags: ['name', 'url'] })
})

test('every export passes through, from a path with any character', () => {
  const entry = { script: '/a "b"/s.ts', optionsFile: '/o', honourScript: false, summaryFile: null }
  for (const source of [entrySource(entry), inspectionSource('/a "b"/s.ts')]) {
    expect(source).toContain('export * from "/a \\"b\\"/s.ts"')
    expect(source).toContain('export default user.default')
  }
})
