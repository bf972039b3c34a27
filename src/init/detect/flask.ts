import { readyPathIn } from '../guess.ts'
import { pythonOf } from '../python.ts'
import type { Look, ProcessesWay } from '../way.ts'

/** Where Flask apps are, the one that is there for a server first. */
const USUAL = ['wsgi.py', 'app.py', 'main.py', 'server.py', 'run.py']
/** `app = Flask(__name__)`, `app = create_app()`. */
const MADE = /^(\w+)\s*(?::\s*\w+\s*)?=\s*(?:flask\.)?(?:Flask|create_app|make_app)\(/m
/** `from shop import app`, `from shop import app as application`. */
const IMPORTED = /^from\s+[\w.]+\s+import\s+[^\n]*?\b(?:\w+\s+as\s+)?(app|application)\b(?!\s+as\b)/m
const FACTORY = /^def\s+(create_app|make_app)\(/m
const MODULES = /^\s*(?:from|import)\s+\.?(\w+(?:\.\w+)*)/gm
/** A blueprint below a path of its own: what it answers at `/healthz` is elsewhere. */
const BELOW_A_PATH = /\burl_prefix\b/

/** A Flask app, by its requirements and a file of a usual name: behind Gunicorn where the project names it, else by Flask's own server. */
export async function detectFlask(look: Look): Promise<ProcessesWay | null> {
  const { bin, python, wanted } = await pythonOf(look)
  if (!wanted.has('flask') || (await look.exists('manage.py'))) return null
  const app = await appOf(look)
  if (app === null) return null
  const { file, text, name, isFactory } = app
  const module = `${file.replace(/\.py$/, '')}:${name}`
  const hasGunicorn = wanted.has('gunicorn')
  return {
    target: 'processes',
    from: `${file} (Flask)${hasGunicorn ? ', gunicorn' : ''}`,
    run: hasGunicorn
      ? `${bin}gunicorn ${isFactory ? `'${module}()'` : module} --bind 127.0.0.1:{port}`
      : `${python} -m flask --app ${module} run --host 127.0.0.1 --port {port}`,
    portVariable: 'PORT',
    env: {},
    ready: await readyOf(look, file, text),
    notes: hasGunicorn
      ? []
      : [
          'This is Flask’s own server, which is not meant for users and does not handle SIGTERM, so that the drill stop-node fails: rehearse with the one that you deploy.',
        ],
  }
}

async function appOf(
  look: Look,
): Promise<{ file: string; text: string; name: string; isFactory: boolean } | null> {
  for (const file of USUAL) {
    const text = (await look.read(file)) ?? ''
    const name = (MADE.exec(text) ?? IMPORTED.exec(text))?.[1]
    if (name !== undefined) return { file, text, name, isFactory: false }
    const factory = FACTORY.exec(text)?.[1]
    if (factory !== undefined) return { file, text, name: factory, isFactory: true }
  }
  return null
}

/** As its own text has it, or else a module that it imports: routes mostly stand in blueprints. */
async function readyOf(look: Look, file: string, text: string): Promise<ProcessesWay['ready']> {
  const own = readyPathIn(text, file)
  if (own.path !== '/' || BELOW_A_PATH.test(text)) return own
  for (const [, module = ''] of text.matchAll(MODULES)) {
    const path = `${module.replaceAll('.', '/')}.py`
    const found = (await look.read(path)) ?? ''
    const ready = readyPathIn(found, path)
    if (ready.path !== '/' && !BELOW_A_PATH.test(found)) return ready
  }
  return own
}
