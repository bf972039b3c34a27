import { basename } from 'node:path'
import { containersLeftOf } from '../../bench/left-containers.ts'
import { argsOf, type Rehearsal } from '../../bench/rehearsal.ts'
import { gaugeSpeed, isDisturbed, type Speed } from '../../bench/speed.ts'
import type { Verdict } from '../../src/verdict/schema.ts'
import { firedrill } from '../e2e/cli.ts'
import { remainsOf } from '../e2e/remains.ts'
import type { Scratch } from '../e2e/scratch.ts'
import { onlyRecord, verdictOf } from '../e2e/stored.ts'

export interface Rehearsed {
  code: number | null
  verdict: Verdict
  left: string[]
  record: string
}

/** What was wrong on a machine that gave less than it has says nothing of the drill, and is tried again. */
const TRIES = 3
const speeds: Speed[] = []

/** Runs one drill of this project by its real command line; what it left is looked for from outside. */
export async function rehearse(
  rehearsal: Rehearsal,
  scratch: Scratch,
  isRight: (verdict: Verdict) => boolean,
): Promise<Rehearsed> {
  for (let n = 1; ; n += 1) {
    const gauge = gaugeSpeed()
    const ended = await once(rehearsal, scratch, n)
    const speed = gauge.stop()
    speeds.push(speed)
    if (n === TRIES || isRight(ended.verdict) || !isDisturbed(speed, speeds)) return ended
    console.warn(`${rehearsal.name}, once more, for the machine was disturbed: ${JSON.stringify(speed)}`)
  }
}

async function once(rehearsal: Rehearsal, scratch: Scratch, n: number): Promise<Rehearsed> {
  const { name } = rehearsal
  const out = `${scratch.out}/${name.replaceAll(' ', '-')}-${n}`
  const { code, stderr } = await firedrill(['run', ...argsOf(rehearsal), '--out', out, '--quiet'], scratch)
  if (code !== null && code >= 64) throw new Error(`${name} ended with ${code}: ${stderr.slice(-2000)}`)
  const record = onlyRecord(out)
  return { code, verdict: verdictOf(record), left: await leftOf(record, scratch), record }
}

async function leftOf(record: string, scratch: Scratch): Promise<string[]> {
  return [...(await remainsOf(record, scratch)), ...containersLeftOf(basename(record))]
}
