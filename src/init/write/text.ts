/** How its lines end. */
export function lineEndOf(text: string): '\n' | '\r\n' {
  return text.includes('\r\n') ? '\r\n' : '\n'
}

/** A text as it stands in a program: in single quotes, unless it holds one and no double one. */
export function quoted(text: string): string {
  if (text.includes("'") && !text.includes('"') && !text.includes('\\')) return `"${text}"`
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`
}

/** `{ PHX_SERVER: 'true' }` */
export function fields(values: Readonly<Record<string, string | number>>): string {
  const parts = Object.entries(values).map(([name, value]) => {
    const key = /^[A-Za-z_]\w*$/.test(name) ? name : quoted(name)
    return `${key}: ${typeof value === 'number' ? value : quoted(value)}`
  })
  return `{ ${parts.join(', ')} }`
}
