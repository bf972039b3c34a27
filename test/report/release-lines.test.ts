import { expect, test } from 'vitest'
import { releaseBlocks, stopLine } from '../../src/report/release-lines.ts'
import { judge } from '../../src/verdict/judge.ts'
import { measured } from '../verdict/build-measurements.ts'
import { badDeploy, rolledBack } from '../verdict/build-releases.ts'
import { ranToEnd } from '../verdict/build-run.ts'
import { passedInput } from './build-input.ts'

const blocks = (more = {}) => releaseBlocks(judge(ranToEnd(), measured(more), { strict: false }))

test('a deploy that was detected, what users lost to it, and its rollback, in the order of time', () => {
  expect(blocks({ deploys: [badDeploy()], rollbacks: [rolledBack()] })).toEqual([
    {
      head: 'deploy of 1.0.0 → 1.0.1-failing (rolling) in lost: ended by a trigger after 3.6 s',
      lines: [
        'ready with it: web-1 after 1.5 s',
        'detected after 2.1 s by: 12 of 240 requests failed',
        "users' loss in 8.5 s: 38 of 1,240 requests failed, 3.1 % (30 answered 500, 8 no answer); p95 41.2 ms, 12 ms in the baseline",
      ],
    },
    {
      head: 'rollback to 1.0.0, decided in lost (triggered): 6.4 s in all',
      lines: [
        'seconds: decide 0.0, act 4.1, ready 0.2, settled 2.1',
        'ready with it by their own word: web-1 after 4.3 s, web-2 all along',
      ],
    },
  ])
})

test('a deploy that the gate refused loses nothing', () => {
  const loss = { ...badDeploy().loss!, failed: 0, kinds: [], p95Ms: null }
  const refused = badDeploy({
    outcome: 'refused',
    code: 'start-failed',
    detail: 'web-1 ended with exit code 1',
    switched: [],
    trigger: null,
    loss,
  })
  expect(blocks({ deploys: [refused] })).toEqual([
    {
      head: 'deploy of 1.0.0 → 1.0.1-failing (rolling) in lost: refused after 3.65 s (start-failed: web-1 ended with exit code 1)',
      lines: ['no instance was switched', "users' loss in 8.5 s: none of 1,240 requests failed"],
    },
  ])
})

test('a canary says why; what was not seen is said', () => {
  const [canary] = blocks({
    deploys: [badDeploy({ canary: { decision: 'roll-back', why: 'slower' }, endMs: null, trigger: null })],
  })
  expect(canary?.head).toContain('its end was not seen')
  const [late] = blocks({ deploys: [badDeploy({ outcome: 'deployed' })] })
  expect(late?.head).toContain('deployed after 3.65 s, then ended by a trigger')
  expect(canary?.lines).toContain('canary: roll-back (slower)')
  const open = rolledBack({ settledMs: null, readyMs: null, instances: [{ name: 'web-1', readyMs: null }] })
  const [rollback] = blocks({ rollbacks: [open] })
  expect(rollback?.head).toMatch(/: not seen to settle$/)
  expect(rollback?.lines).toEqual([
    'seconds: decide 0.0, act 4.1, ready –, settled –',
    'ready with it by their own word: web-1 never',
  ])
  expect(blocks({ rollbacks: [{ ...open, unknown: 'the record ends' }] })[0]?.head).toContain(
    '(the record ends)',
  )
})

test('a drill that ships nothing has none', () => {
  expect(releaseBlocks(passedInput().verdict)).toEqual([])
})

test('a stop says how it ended', () => {
  const stop = {
    window: 'stopped',
    instance: 'web-1',
    exitCode: 0,
    signal: null,
    tookMs: 1400,
    killed: false,
  }
  expect(stopLine(stop)).toBe('web-1 was stopped in stopped: exit code 0 after 1.4 s')
  expect(stopLine({ ...stop, exitCode: null, signal: 'SIGKILL', killed: true, window: '' })).toBe(
    'web-1 was stopped in the drill: ended by SIGKILL after 1.4 s, had to be killed',
  )
})
