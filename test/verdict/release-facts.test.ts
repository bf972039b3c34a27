import { expect, test } from 'vitest'
import { deploysSeen, instancesSeen, rollbacksSeen, stopsSeen } from '../../src/verdict/release-facts.ts'
import { measured } from './build-measurements.ts'
import { badDeploy, rolledBack, stretch, table } from './build-releases.ts'

test('a deploy is taken over, what users lost with it; an endless percentile is never', () => {
  const [deploy] = deploysSeen(measured({ deploys: [badDeploy()] }))
  expect(deploy).toMatchObject({
    to: '1.0.1-failing',
    detectionMs: 2100,
    switched: [{ instance: 'web-1', atMs: 12_000 }],
    trigger: { atMs: 14_100 },
    loss: { requests: 1240, failed: 38, p95Ms: 41.2 },
  })
  const endless = { ...badDeploy().loss!, p95Ms: Number.POSITIVE_INFINITY }
  expect(deploysSeen(measured({ deploys: [badDeploy({ loss: endless })] }))[0]?.loss?.p95Ms).toBe('never')
  expect(deploysSeen(measured({ deploys: [badDeploy({ loss: null })] }))[0]?.loss).toBeNull()
})

const parts = (more = {}) => {
  const [seen] = rollbacksSeen(measured({ rollbacks: [rolledBack(more)] }))
  return [seen?.decideMs, seen?.actMs, seen?.readyMs, seen?.settleMs, seen?.totalMs]
}

test('the parts of a rollback add up', () => {
  expect(parts()).toEqual([20, 4080, 200, 2100, 6400])
  // Every instance was ready before the act was over, and clients were well by then.
  expect(parts({ readyMs: 17_000, settledMs: 18_200 })).toEqual([20, 4080, 0, 0, 4100])
  expect(parts({ startedMs: null, actedMs: null })).toEqual([null, null, 4300, 2100, 6400])
})

test('what was not seen of a rollback has no length', () => {
  expect(parts({ settledMs: null })).toEqual([20, 4080, 200, null, null])
  expect(parts({ readyMs: null, settledMs: null })).toEqual([20, 4080, null, null, null])
  const [seen] = rollbacksSeen(measured({ rollbacks: [rolledBack()] }))
  expect(seen?.instances).toEqual([
    { instance: 'web-1', readyMs: 4300 },
    { instance: 'web-2', readyMs: 0 },
  ])
})

test('stops are taken over', () => {
  const stop = {
    window: 'w',
    name: 'web-1',
    exitCode: null,
    signal: 'SIGKILL',
    tookMs: 1.23456,
    killed: true,
  }
  expect(stopsSeen(measured({ stops: [stop] }))).toEqual([
    { window: 'w', instance: 'web-1', exitCode: null, signal: 'SIGKILL', tookMs: 1.235, killed: true },
  ])
})

test('of many stretches those that were wrong are kept, in the order of time', () => {
  const many = Array.from({ length: 500 }, (_, k) =>
    stretch(k, k + 1, { judged: k === 490 ? 'false-ready' : 'right' }),
  )
  const [seen] = instancesSeen(measured({ states: [table('web-1', ...many)] }))
  expect(seen?.leftOut).toBe(300)
  expect(seen?.stretches.map(({ startMs }) => startMs)).toEqual([...Array(199).keys(), 490])
})
