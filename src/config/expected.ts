/** What a schema expects at a path, in words; read from its JSON Schema, so that any adapter's schema will do. */
import { z } from 'zod'

type Key = PropertyKey
type Node = z.core.JSONSchema.BaseSchema

/** Answers for one schema, of any value that was checked by it. */
export class Expectations {
  readonly #root: Node

  constructor(schema: z.ZodType) {
    this.#root = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })
  }

  /** `a whole number ≥ 1`; null when the schema does not say. */
  at(path: readonly Key[]): string | null {
    const words = this.#nodes(path).map(inWords)
    return words.length === 0 || words.includes(null) ? null : [...new Set(words)].join(' or ')
  }

  /** The names of the fields that an object may have there. */
  fields(path: readonly Key[]): string[] {
    return this.#nodes(path).flatMap((node) => Object.keys(node.properties ?? {}))
  }

  /** A union counts as all of its members. */
  #nodes(path: readonly Key[]): Node[] {
    return path.reduce<Node[]>(
      (nodes, key) => nodes.flatMap((node) => this.#members(child(node, key))),
      this.#members(this.#root),
    )
  }

  #members(node: unknown): Node[] {
    if (!isNode(node)) return []
    if (node.$ref !== undefined) return this.#members(this.#root.$defs?.[node.$ref.replace('#/$defs/', '')])
    const members = node.anyOf ?? node.oneOf ?? node.allOf
    return members ? members.flatMap((member) => this.#members(member)) : [node]
  }
}

function child(node: Node, key: Key): unknown {
  if (typeof key === 'number' || node.type === 'array')
    return Array.isArray(node.items) ? node.items[0] : node.items
  return node.properties?.[String(key)] ?? node.additionalProperties
}

function isNode(node: unknown): node is Node {
  return typeof node === 'object' && node !== null
}

function inWords(node: Node): string | null {
  if (node.const !== undefined) return JSON.stringify(node.const)
  if (node.enum) return `one of ${node.enum.map((value) => JSON.stringify(value)).join(', ')}`
  switch (node.type) {
    case 'integer':
      return `a whole number${range(node)}`
    case 'number':
      return `a number${range(node)}`
    case 'string':
      return node.minLength === undefined ? 'a string' : 'a string that is not empty'
    case 'boolean':
      return 'true or false'
    case 'array':
      return node.minItems === undefined ? 'a list' : 'a list that is not empty'
    case 'object':
      return 'an object'
    default:
      return null
  }
}

function range({ minimum, maximum, exclusiveMinimum }: Node): string {
  // Zod gives every whole number the bounds of exact arithmetic.
  const low = minimum === undefined || minimum <= Number.MIN_SAFE_INTEGER ? undefined : minimum
  const high = maximum === undefined || maximum >= Number.MAX_SAFE_INTEGER ? undefined : maximum
  if (low !== undefined && high !== undefined) return ` from ${low} to ${high}`
  if (low !== undefined) return ` ≥ ${low}`
  if (exclusiveMinimum !== undefined) return ` > ${exclusiveMinimum}`
  return high === undefined ? '' : ` ≤ ${high}`
}
