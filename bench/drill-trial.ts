/** One run of a drill by its real command line, and what is left of it afterwards. */
import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Lost, lostIn } from './edge-log.ts'
import { containersLeftOf } from './left-containers.ts'

export const root = fileURLToPath(new URL('..', import.meta.url))

export interface DrillTrial {
  exit: number | null
  verdict: string
  run: string
  cleanup: string
  /** The first clause that is not a pass, and its reason code. */
  first: { window: string; indicator: string; verdict: string; reason: string | null } | null
  /** The failed clauses: `window: objective`. */
  failed: string[]
  victimGone: boolean
  anotherServes: boolean
  wallMs: number
  /** Wall clock beyond the phases, the warm-up and one request time limit. */
  overheadMs: number
  lost: Lost
  /** Processes, directories, containers and what else of the run is still there. */
  left: string[]
  id: string
  /** From the first instance that served a bad release to the trigger. */
  detectionMs: number | null
  rollbackMs: number | null
  /** Deploys that a trigger ended. */
  triggered: number
  summary: string
}

interface VerdictLike {
  verdict: string
  run: string
  cleanup: string
  id: string
  clauses: { window: string; objective: string; indicator: string; verdict: string; reason: string | null }[]
  windows: { kind: string; startMs: number; endMs: number }[]
  faults: { landed: boolean }[]
  releases: { instance: string; version: string | null; ready: boolean }[]
  deploys: { detectionMs: number | null; code: string | null }[]
  rollbacks: { totalMs: number | null }[]
  summary: string
}

export async function drillTrial(args: readonly string[], allowedMs: number): Promise<DrillTrial> {
  const startedAt = Date.now()
  const { code, stdout, stderr } = await cli(['run', ...args, '--json', '--quiet'])
  const wallMs = Date.now() - startedAt
  const verdict = parse(stdout)
  if (!verdict) throw new Error(`no verdict (exit ${code}): ${stderr.split('\n').slice(-8).join('\n')}`)
  const phasesMs = verdict.windows
    .filter(({ kind }) => kind === 'phase')
    .reduce((sum, w) => sum + w.endMs - w.startMs, 0)
  const bad = verdict.clauses.filter((clause) => clause.verdict !== 'pass')
  const pick = bad[0]
  return {
    exit: code,
    verdict: verdict.verdict,
    run: verdict.run,
    cleanup: verdict.cleanup,
    first: pick
      ? { window: pick.window, indicator: pick.indicator, verdict: pick.verdict, reason: pick.reason }
      : null,
    failed: bad.filter((c) => c.verdict === 'fail').map((c) => `${c.window}: ${c.objective}`),
    victimGone: verdict.faults.length > 0 && verdict.faults.every(({ landed }) => landed),
    anotherServes: verdict.releases.some(({ ready }) => ready),
    wallMs,
    overheadMs: Math.round(wallMs - phasesMs - allowedMs),
    lost: lostIn(join(root, 'reports', verdict.id)),
    left: leftOf(verdict.id),
    id: verdict.id,
    detectionMs: verdict.deploys.findLast(({ detectionMs }) => detectionMs !== null)?.detectionMs ?? null,
    rollbackMs: verdict.rollbacks.at(-1)?.totalMs ?? null,
    triggered: verdict.deploys.filter(({ code }) => code === 'triggered').length,
    summary: verdict.summary.replaceAll(root, '').replaceAll(root.slice(0, -1), '.'),
  }
}

export function cli(
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, ['--conditions=source', join(root, 'src/cli/main.ts'), ...args], {
    cwd: root,
    env,
  })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })))
}

function parse(text: string): VerdictLike | null {
  try {
    return JSON.parse(text) as VerdictLike
  } catch {
    return null
  }
}

/**
 * Everything alive that carries the run's name in environment, arguments or directory, its temporary directories, and
 * what of it is with the container engine.
 */
export function leftOf(run: string): string[] {
  return [...leftHere(run), ...containersLeftOf(run)]
}

/** The same without the engine. */
export function leftHere(run: string): string[] {
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => ['environ', 'cmdline'].some((file) => readProc(pid, file).includes(run)))
    .map((pid) => `process ${pid} ${readProc(pid, 'cmdline').replaceAll('\0', ' ').slice(0, 80)}`)
  const directory = join(tmpdir(), `firedrill-${run}`)
  return [...processes, ...(existsSync(directory) ? [`directory ${directory}`] : [])]
}

function readProc(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch (error) {
    // The process has ended since, or belongs to the system.
    return error instanceof Error ? '' : String(error)
  }
}
