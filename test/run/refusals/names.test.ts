import { describe, expect, test } from 'vitest'
import { anyOf, probeValue, ready } from '../../../src/drill/conditions.ts'
import { kill, loss, start } from '../../../src/drill/faults.ts'
import { restart, stop } from '../../../src/drill/lifecycle.ts'
import { cutLink } from '../../../src/drill/links.ts'
import { instance, instances } from '../../../src/drill/refs.ts'
import { act, during, each, hold, phase, until } from '../../../src/drill/steps.ts'
import { reasonsOf, refusalsOf, refusalsOn } from './planned.ts'

const within = { within: '5s' } as const

describe('what a drill names and the configuration does not have', () => {
  const acts = () => [phase('p', [act('fill', {}, { undo: { handler: 'drain', args: {} } })])]

  test('a handler, or the handler of its undo', () => {
    expect(reasonsOf(acts, { handlers: ['drain'] })).toEqual([
      expect.stringContaining('no handler is called "fill"'),
    ])
    expect(reasonsOf(acts, { handlers: ['fill'] })).toEqual([
      expect.stringContaining('no handler is called "drain"'),
    ])
    const nothing = () => [phase('p', [act('fill', {}, { undo: { nothing: 'it reads' } })])]
    expect(refusalsOf(nothing, { handlers: ['fill'] })).toEqual([])
  })

  test('a probe that a step waits for; other conditions need none', () => {
    const waits = () => [phase('p', [until(probeValue('waiting jobs', 0), { within: '5s' })])]
    expect(reasonsOf(waits, { namedProbes: [] })).toEqual([
      expect.stringContaining('no probe is called "waiting jobs"'),
    ])
    const other = () => [phase('p', [until(ready(), { within: '5s' })])]
    expect(refusalsOf(other, { namedProbes: [] })).toEqual([])
  })
})

describe('what a drill names and the target does not have', () => {
  test('a service that is to be lost', () => {
    const lost = () => [during(loss('queue', { as: 'stopped' }), [hold('1s')])]
    expect(refusalsOn(lost)).toMatchObject([
      {
        code: 'plan-refused',
        reason: expect.stringContaining('no service "queue" that can be lost; it has db'),
      },
    ])
    // Once is enough: where none can be lost, that is said.
    expect(refusalsOn(lost, { capabilities: ['lifecycle'], services: [] })).toHaveLength(1)
  })

  test('a service whose link is to be disturbed', () => {
    const cut = () => [during(cutLink('queue'), [hold('1s')])]
    expect(refusalsOn(cut)).toMatchObject([
      {
        code: 'plan-refused',
        reason: expect.stringContaining('no service "queue" whose link can be disturbed; it has db'),
      },
    ])
    expect(refusalsOn(() => [cutLink('db')], { services: [] })).toEqual([])
    const [only, ...others] = refusalsOn(cut, { kind: 'process', capabilities: ['lifecycle'], links: [] })
    expect(others).toEqual([])
    expect(only).toMatchObject({
      code: 'capability-missing',
      hint: expect.stringContaining('--target compose'),
    })
  })

  test('a probe that is waited for among others', () => {
    const any = (name: string) => () => [phase('p', [until(anyOf(ready(), probeValue(name, 1)), within)])]
    expect(refusalsOf(any('waiting jobs'))).toEqual([])
    expect(reasonsOf(any('queue'))).toEqual([expect.stringContaining('no probe is called "queue"')])
  })

  test('an instance, whatever is done to it', () => {
    for (const step of [
      () => stop(instance('web-7')),
      () => start(instance('web-7')),
      () => kill(instance('web-7')),
      () => restart(instances('web-1', 'web-7')),
      () => each(instances('web-7', 'web-1'), () => [hold('1s')]),
    ]) {
      expect(refusalsOn(() => [step()])).toMatchObject([
        {
          code: 'plan-refused',
          reason: expect.stringContaining('the target has no instance "web-7"; it has web-1, web-2.'),
        },
      ])
    }
    expect(refusalsOn(() => [stop(instance('web-2')), each(instances(), (it) => [kill(it)])])).toEqual([])
  })
})
