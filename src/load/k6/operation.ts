/** Distinct requests that are remembered; beyond it the memory starts anew. */
const MAX_REMEMBERED = 10_000

/**
 * Names what a request does: its `op` tag; else the name that the script gave it; else `METHOD /path` with ids as
 * `:id` and without the query, so that requests which differ only by id are one operation.
 */
export class Operations {
  readonly #known = new Map<string, string>()

  of(method: string, name: string, op: string | null): string {
    if (op) return op
    const key = `${method} ${name}`
    const known = this.#known.get(key)
    if (known !== undefined) return known
    if (this.#known.size >= MAX_REMEMBERED) this.#known.clear()
    const operation = operationOf(method, name)
    this.#known.set(key, operation)
    return operation
  }
}

/** k6 gives a request without a name of its own its URL as name. */
function operationOf(method: string, name: string): string {
  const url = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*([^?#]*)/i.exec(name)
  if (!url) return name === '' ? method : name
  const path = (url[1] || '/').split('/').map((part) => (isId(part) ? ':id' : part))
  return `${method} ${path.join('/')}`
}

/** Numbers, UUIDs, hexadecimal of eight digits or more with a decimal digit in it, and k6's `${}` of `http.url`. */
function isId(part: string): boolean {
  if (/^\d+$/.test(part) || /^\$\{\}$/.test(part)) return true
  if (/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(part)) return true
  return /^[0-9a-f]{8,}$/i.test(part) && /\d/.test(part)
}
