import { DataType } from 'apache-arrow'
import { expect, test } from 'vitest'
import { FORMAT, REQUEST_COLUMNS, schemaOf } from '../../../src/journal/columns/schema.ts'

test('a schema names what it is of, and every dictionary has an id of its own', () => {
  const schema = schemaOf('requests', REQUEST_COLUMNS)
  expect(Object.fromEntries(schema.metadata)).toEqual({ firedrill: 'requests', format: FORMAT })
  expect(schema.fields.map((field) => field.name)).toEqual(Object.keys(REQUEST_COLUMNS))
  expect(schema.fields.some((field) => field.nullable)).toBe(false)
  const ids = schema.fields.flatMap(({ type }) => (DataType.isDictionary(type) ? [type.id] : []))
  expect(new Set(ids).size).toBe(6)
})
