import { DataType } from 'apache-arrow'
import { expect, test } from 'vitest'
import {
  columnsIn,
  FORMAT,
  METRIC_COLUMNS,
  REQUEST_COLUMNS,
  schemaOf,
} from '../../../src/journal/columns/schema.ts'

test('a schema names what it is of, and every dictionary has an id of its own', () => {
  const schema = schemaOf('requests', REQUEST_COLUMNS)
  expect(Object.fromEntries(schema.metadata)).toEqual({ firedrill: 'requests', format: FORMAT })
  expect(schema.fields.map((field) => field.name)).toEqual(Object.keys(REQUEST_COLUMNS))
  expect(schema.fields.some((field) => field.nullable)).toBe(false)
  const ids = schema.fields.flatMap(({ type }) => (DataType.isDictionary(type) ? [type.id] : []))
  expect(new Set(ids).size).toBe(6)
})

test('metrics of older formats do not name their request', () => {
  const names = (what: string, format: string) => Object.keys(columnsIn(what, format, METRIC_COLUMNS))
  expect(names('metrics', FORMAT)).toEqual(Object.keys(METRIC_COLUMNS))
  expect(names('metrics', '2')).toEqual(['atMs', 'value', 'metric', 'label', 'scenario', 'group'])
  expect(Object.keys(columnsIn('requests', '1', REQUEST_COLUMNS))).toEqual(Object.keys(REQUEST_COLUMNS))
})
