import { z } from 'zod'
import { fixedPortIn, portVariableIn, readyPathIn } from '../guess.ts'
import { localModules } from '../local-modules.ts'
import type { Look, ProcessesWay } from '../way.ts'

/** Where servers are, in projects that do not say. */
const USUAL = ['server.js', 'src/server.js', 'index.js', 'src/index.js', 'app.js', 'server.mjs', 'server.ts']

/** A handler of the signal, or a package that brings one. */
const HANDLES_STOP = /SIGTERM|graceful|terminus|stoppable|lightship|enableShutdownHooks/i

/** A Node app: by the `start` script of its package.json, its `main`, or a file that is usually the server. */
export async function detectNode(look: Look): Promise<ProcessesWay | null> {
  const started = await howStarted(look)
  if (started === null) return null
  const { run, file, from } = started
  const text = file === null ? null : await look.read(file)
  const portVariable = portVariableIn(text)
  const fixed = portVariable === null ? fixedPortIn(text) : null
  return {
    target: 'processes',
    from,
    run,
    portVariable: portVariable ?? 'PORT',
    env: {},
    ready: await readyPath(look, file, text),
    notes: [
      ...(fixed === null
        ? []
        : [
            `${file} always listens on port ${fixed}: let it read PORT, or two instances cannot run side by side.`,
          ]),
      ...(text === null || file === null || (await mayHandleStop(look, file, text))
        ? []
        : [
            `Nothing in ${file} handles SIGTERM, as it seems: an instance that is stopped has to end by itself, with exit code 0, or the drill stop-node fails.`,
          ]),
    ],
  }
}

/** By a word of its own, of a package, or of a module that it names; where these cannot be told, it may. */
async function mayHandleStop(look: Look, file: string, text: string): Promise<boolean> {
  const others = await localModules(look, file, text)
  const isUntold = others.length === 0 && /['"]\.{1,2}\//.test(text)
  return isUntold || [text, ...others.map((each) => each.text)].some((each) => HANDLES_STOP.test(each))
}

/** As its own text has it, or else a module that it names: routes mostly stand in a file of theirs. */
async function readyPath(
  look: Look,
  file: string | null,
  text: string | null,
): Promise<{ path: string; from: string }> {
  const own = readyPathIn(text, file ?? 'package.json')
  if (own.path !== '/' || file === null || text === null) return own
  const others = (await localModules(look, file, text)).map((each) => readyPathIn(each.text, each.path))
  return others.find(({ path }) => path !== '/') ?? own
}

interface Started {
  run: string
  /** What is run, where that is one file. */
  file: string | null
  from: string
}

async function howStarted(look: Look): Promise<Started | null> {
  const { start, main } = await packageOf(look)
  if (start !== null) return byScript(start)
  for (const file of main === null ? USUAL : [main, ...USUAL])
    if (/\.[cm]?[jt]s$/.test(file) && (await look.exists(file)))
      return { run: `node ${file}`, file, from: file }
  return null
}

/** Of a script that is one plain command, the command itself: what npm starts besides would only be in the way. */
function byScript(start: string): Started {
  const from = `package.json, "start": ${start}`
  const [program, ...args] = start.split(' ')
  const file = args.find((arg) => /\.[cm]?[jt]s$/.test(arg)) ?? null
  const isPlain = program === 'node' && !/[&|;<>$`*'"\\]/.test(start)
  return { run: isPlain ? start : 'npm start', file, from }
}

const packageSchema = z.object({
  scripts: z.object({ start: z.string().optional() }).optional(),
  main: z.string().optional(),
})

/** What cannot be read as a package says nothing here; npm complains of it by itself. */
async function packageOf(look: Look): Promise<{ start: string | null; main: string | null }> {
  const { data } = z.preprocess(asJson, packageSchema).safeParse(await look.read('package.json'))
  return { start: data?.scripts?.start?.trim() || null, main: data?.main?.replace(/^\.\//, '') || null }
}

function asJson(text: unknown): unknown {
  try {
    return JSON.parse(String(text))
  } catch {
    return undefined
  }
}
