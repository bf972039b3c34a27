import { expect, test } from 'vitest'
import { probe } from '../../../src/run/conditions/probe.ts'
import { onStage } from '../on-stage.ts'

const values = new Map<string, string | number | boolean | null>([
  ['waiting jobs', 0],
  ['leader', null],
])

test('the newest value of the named probe decides', async () => {
  const { context } = await onStage({ probeValues: values })
  const wanted = { kind: 'probe', name: 'waiting jobs', equals: 0 } as const
  expect(await probe(wanted, context)).toEqual({ met: true, restedOn: 'waiting jobs is 0' })
  expect(await probe({ ...wanted, equals: '0' }, context)).toMatchObject({ met: false })
  values.set('waiting jobs', 12)
  expect(await probe(wanted, context)).toEqual({ met: false, restedOn: 'waiting jobs is 12' })
  values.set('waiting jobs', 0)
})

test('what could not be seen, or was not looked at yet, is nothing', async () => {
  const { context } = await onStage({ probeValues: values })
  for (const name of ['leader', 'nobody looks']) {
    expect(await probe({ kind: 'probe', name, equals: true }, context)).toEqual({
      met: false,
      restedOn: `${name} is null`,
    })
  }
  expect(await probe({ kind: 'probe', name: 'nobody looks', equals: null }, context)).toMatchObject({
    met: false,
  })
})
