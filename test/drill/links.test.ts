import { expect, test } from 'vitest'
import { describeStep } from '../../src/drill/describe.ts'
import { cutLink, flakyLink, slowLink } from '../../src/drill/links.ts'
import { instance } from '../../src/drill/refs.ts'
import { refusal } from './refusal.ts'

test('a fault of a link is data: of a service, in ms and as a ratio', () => {
  expect(slowLink('db', '100ms')).toEqual({
    kind: 'fault',
    fault: 'slow-link',
    victim: { ref: 'service', name: 'db' },
    args: { byMs: 100 },
    place: expect.stringContaining('links.test.ts:'),
  })
  expect(cutLink('db')).toMatchObject({ fault: 'cut-link', args: {} })
  expect(flakyLink('db', '5%')).toMatchObject({ fault: 'flaky-link', args: { share: 0.05 } })
})

test('it is put into words', () => {
  expect([slowLink('db', '100ms'), cutLink('db'), flakyLink('db', '5%')].map(describeStep)).toEqual([
    'slow the link to db by 100 ms',
    'cut the link to db',
    'let 5 % of the connections of the link to db break each second',
  ])
})

test('what disturbs nothing is refused where it is written', () => {
  expect(refusal(() => slowLink('db', '0ms')).message).toMatch(/links\.test\.ts:\d+: .*slows nothing/)
  expect(refusal(() => flakyLink('db', '0%')).message).toContain('breaks nothing')
  for (const wrong of ['', undefined, instance()])
    expect(refusal(() => cutLink(wrong as string)).message).toContain('the name of a service')
})
