/** What every Python app is started by. */
import type { Look } from './way.ts'

const REQUIREMENTS = ['requirements.txt', 'pyproject.toml', 'Pipfile']
const ENVIRONMENTS = ['.venv/bin/', 'venv/bin/']

export interface Python {
  /** Where the programs of its virtual environment are: `.venv/bin/`; empty: it has none. */
  bin: string
  /** Its interpreter. */
  python: string
  /** Packages that its requirements name, in small letters. */
  wanted: ReadonlySet<string>
}

export async function pythonOf(look: Look): Promise<Python> {
  const there = await Promise.all(ENVIRONMENTS.map((bin) => look.exists(`${bin}python`)))
  const bin = ENVIRONMENTS.find((_, at) => there[at]) ?? ''
  const texts = await Promise.all(REQUIREMENTS.map((file) => look.read(file)))
  const words = texts.flatMap((text) => (text ?? '').toLowerCase().match(/[\w.-]+/g) ?? [])
  return { bin, python: bin === '' ? 'python3' : `${bin}python`, wanted: new Set(words) }
}
