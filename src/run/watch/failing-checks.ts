/**
 * What a readiness endpoint names as failing. Read from JSON, in the shapes that are in use:
 *
 *   { "failing": [{ "check": "database", "reason": "…" }] }      or "failing": ["database"]
 *   { "checks": { "database": "down", "queue": { "status": "ok" } } }      also under `components` (Spring Boot),
 *     or with a list for each name (health+json)
 *   { "checks": [{ "name": "database", "status": "DOWN" }] }      (MicroProfile Health)
 *   ["database"]
 *
 * In the shapes that name good checks too, only those are failing that are not said to be good.
 */
export function failingChecks(body: string): string[] {
  const said = parsed(body)
  if (Array.isArray(said)) return named(said)
  if (!isObject(said)) return []
  if (Array.isArray(said.failing)) return named(said.failing)
  const checks = said.checks ?? said.components ?? said.details
  if (Array.isArray(checks)) return named(checks.filter((check) => !isGood(check)))
  if (!isObject(checks)) return []
  return Object.entries(checks)
    .filter(([, check]) => !isGood(check))
    .map(([name]) => name)
    .sort()
}

const GOOD = new Set(['ok', 'up', 'pass', 'passed', 'passing', 'healthy', 'ready', 'true', 'warn', 'success'])

function isGood(check: unknown): boolean {
  if (typeof check === 'boolean') return check
  if (typeof check === 'string') return GOOD.has(check.toLowerCase())
  if (Array.isArray(check)) return check.every(isGood)
  if (!isObject(check)) return false
  return isGood(check.status ?? check.ok ?? check.healthy ?? check.ready)
}

function named(checks: readonly unknown[]): string[] {
  const names = checks.map((check) => (isObject(check) ? (check.check ?? check.name) : check))
  return [...new Set(names.filter((name) => typeof name === 'string'))].sort()
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return null
  }
}
