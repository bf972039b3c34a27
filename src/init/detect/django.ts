import { readyPathIn } from '../guess.ts'
import { pythonOf } from '../python.ts'
import type { Look, ProcessesWay } from '../way.ts'

/** A Django app, by its manage.py: behind Gunicorn where the project names it, else by Django's own server. */
export async function detectDjango(look: Look): Promise<ProcessesWay | null> {
  const manage = await look.read('manage.py')
  const module = /DJANGO_SETTINGS_MODULE["'],\s*["']([\w.]+)["']/.exec(manage ?? '')?.[1]
  if (manage === null || module === undefined) return null
  const site = module.split('.')[0] ?? ''
  const { bin, python, wanted } = await pythonOf(look)
  const hasGunicorn = wanted.has('gunicorn')
  const urls = `${site}/urls.py`
  return {
    target: 'processes',
    from: `manage.py (${module})${hasGunicorn ? ', gunicorn' : ''}`,
    run: hasGunicorn
      ? `${bin}gunicorn ${site}.wsgi --bind 127.0.0.1:{port}`
      : `${python} manage.py runserver 127.0.0.1:{port} --noreload`,
    portVariable: 'PORT',
    env: {},
    ready: readyOf(await look.read(urls), urls),
    notes: hasGunicorn
      ? []
      : ['This is Django’s own server, which is not meant for users: rehearse with the one that you deploy.'],
  }
}

/** Django writes its paths without the slash before them, and often with one behind. */
function readyOf(text: string | null, file: string): ProcessesWay['ready'] {
  const found = /path\(\s*["'](readyz?|healthz?|up|ping)(\/?)["']/.exec(text ?? '')
  return found ? { path: `/${found[1]}${found[2]}`, from: file } : readyPathIn(text, file)
}
