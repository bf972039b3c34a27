/** What an image is built on, as its Dockerfile says. Source: Dockerfile reference, FROM and ARG. */

const FROM = /^\s*FROM\s+(?:--\S+\s+)*(\S+)(?:\s+AS\s+(\S+))?\s*$/i
const ARG = /^\s*ARG\s+([A-Za-z_]\w*)(?:=(\S*))?\s*$/i
const VARIABLE = /\$(?:\{(\w+)(?::-([^}]*))?\}|(\w+))/g

/** Names of images, none of them a stage of the file's own; `args`: what the build is told. */
export function baseImages(dockerfile: string, args: Readonly<Record<string, string | null>>): string[] {
  const values = new Map<string, string>()
  const stages = new Set(['scratch'])
  const found = new Set<string>()
  for (const line of dockerfile.split('\n')) {
    const [, name, byDefault] = ARG.exec(line) ?? []
    // What stands after the first FROM is of its stage alone, and no FROM is told of it.
    if (name !== undefined && found.size === 0) values.set(name, args[name] ?? unquoted(byDefault ?? ''))
    const [, image, stage] = FROM.exec(line) ?? []
    if (image === undefined) continue
    const base = filled(image, values)
    if (base !== '' && !stages.has(base.toLowerCase())) found.add(base)
    if (stage !== undefined) stages.add(stage.toLowerCase())
  }
  return [...found]
}

function filled(image: string, values: ReadonlyMap<string, string>): string {
  return image.replaceAll(
    VARIABLE,
    (_, braced, byDefault, bare) => values.get(braced ?? bare) || (byDefault ?? ''),
  )
}

function unquoted(text: string): string {
  return text.replace(/^(["'])(.*)\1$/, '$2')
}
