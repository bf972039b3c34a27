import { expect, it } from 'vitest'
import { booting, down, state, type Timed, watched } from '../build-instances.ts'
import { objective } from '../build-record.ts'
import { indicationOf } from '../find.ts'

const deaths = (events: Timed[], looked = watched(1000, 16_000)) =>
  indicationOf(objective({ kind: 'deaths' }, { op: 'atMost', value: 0 }), 'away', {
    phases: [{ name: 'away', durationMs: 10_000 }],
    events: [...looked, state('web-1', 1000), ...events],
  })
const died = [down('web-1', 7000, { endAsked: false })]

it('counts the deaths of the window, and says whose', () => {
  expect(deaths([])).toMatchObject({ observed: 0, samples: 50, confidence: null })
  expect(deaths(died)).toMatchObject({ observed: 1, note: 'web-1 ended 7 s into the run' })
  expect(deaths([down('web-1', 3000, { endAsked: false })]).observed).toBe(0)
})

it('may have been more where nobody looked, and is not known where nobody did at all', () => {
  const gap = [...watched(1000, 7000), ...watched(11_000, 16_000)]
  expect(deaths(died, gap)).toMatchObject({ observed: 1, confidence: { low: 1 }, uncertain: { bad: 1 } })
  expect(deaths([], watched(1000, 2000))).toMatchObject({ observed: null, samples: 0 })
})

it('is not known of one that tells neither boot id nor process, unless it was seen to end', () => {
  const untold = state('web-2', 1000, { bootId: null })
  expect(deaths([untold])).toMatchObject({
    observed: null,
    note: 'neither boot id nor process of web-2 is known: another in its place would not be seen',
  })
  expect(deaths([untold, ...died]).observed).toBe(1)
  // It is known once it was told, and before the first answer there is nothing to tell.
  expect(deaths([untold, state('web-2', 8000)]).observed).toBe(0)
  expect(deaths([booting('web-2', 1000)]).observed).toBe(0)
})
