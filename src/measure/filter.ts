import type { Filter } from '../drill/objective.ts'
import type { Column, Metrics, Requests } from '../journal/record.ts'

/** Does a row match? Null: every row does. */
export type Matches = ((row: number) => boolean) | null

/** Only requests for which every given field matches. */
export function matchesRequests(filter: Filter, requests: Requests): Matches {
  const { operation, scenario, group, method, route } = filter
  const tests = [
    operation === undefined ? null : among(requests.operation, (name) => name === operation),
    scenario === undefined ? null : among(requests.scenario, (name) => name === scenario),
    group === undefined ? null : among(requests.group, (name) => sameGroup(name, group)),
    method === undefined ? null : among(requests.method, (name) => name === method.toUpperCase()),
    route === undefined ? null : onRoute(route, requests),
  ].filter((test) => test !== null)
  if (tests.length === 0) return null
  return (row) => tests.every((test) => test(row))
}

/** Checks and custom metrics know their scenario and group, and nothing of requests. */
export function matchesMetrics({ scenario, group }: Filter, metrics: Metrics): Matches {
  const tests = [
    scenario === undefined ? null : among(metrics.scenario, (name) => name === scenario),
    group === undefined ? null : among(metrics.group, (name) => sameGroup(name, group)),
  ].filter((test) => test !== null)
  if (tests.length === 0) return null
  return (row) => tests.every((test) => test(row))
}

/** Rows of the column whose value is wanted; decided once for each distinct value. */
export function among(
  { codes, values }: Column,
  wanted: (value: string) => boolean,
): (row: number) => boolean {
  const yes = Uint8Array.from(values, (value) => Number(wanted(value)))
  return (row) => yes[codes[row]!] === 1
}

/** `METHOD /path`, or the name that the script gave the request. */
function onRoute(route: string, { method, operation }: Requests): (row: number) => boolean {
  const named = among(operation, (name) => name === route)
  const space = route.indexOf(' ')
  if (space < 0) return named
  const ofMethod = among(method, (name) => name === route.slice(0, space))
  const ofPath = among(operation, (name) => name === route.slice(space + 1))
  return (row) => named(row) || (ofMethod(row) && ofPath(row))
}

/** k6 writes groups as `::outer::inner`. */
function sameGroup(name: string, wanted: string): boolean {
  return name === wanted || name === `::${wanted}`
}
