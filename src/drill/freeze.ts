/** Freezes plain data and everything in it. */
export function deepFreeze<T>(data: T): T {
  if (typeof data !== 'object' || data === null || Object.isFrozen(data)) return data
  for (const inner of Object.values(data)) deepFreeze(inner)
  return Object.freeze(data)
}
