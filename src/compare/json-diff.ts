import type { Json } from '../drill/model.ts'

export interface Differing {
  /** `target.options.env.DB_POOL`; empty: the whole. */
  path: string
  /** Undefined: it is not there. */
  from: Json | undefined
  to: Json | undefined
}

/** Every place in which two values of JSON differ, as deep as can be, in the order of the first. */
export function jsonDiff(from: Json | undefined, to: Json | undefined, path = ''): Differing[] {
  if (Array.isArray(from) && Array.isArray(to)) {
    const length = Math.max(from.length, to.length)
    return Array.from({ length }, (_, k) => jsonDiff(from[k], to[k], `${path}[${k}]`)).flat()
  }
  if (isObject(from) && isObject(to)) {
    const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])]
    return keys.flatMap((key) => jsonDiff(from[key], to[key], path === '' ? key : `${path}.${key}`))
  }
  return from === to ? [] : [{ path, from, to }]
}

export function isObject(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
