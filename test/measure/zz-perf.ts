import { buildRecord, p95Below150, uptimeThreeNines, objective, steadyProbes } from './build-record.ts'
import { measure } from '../../src/measure/measure.ts'
const length = 10_000_000
const ramp = Number(process.argv[2])
const zeros = (k: number, values: string[]) => ({ codes: Uint16Array.from({ length }, (_, i) => i % k), values })
const base = buildRecord({ phases: [{ name: 'a', durationMs: 200_000 }, { name: 'b', durationMs: 300_000 }, { name: 'c', durationMs: 90_000 }], probes: steadyProbes({ fromMs: 0, toMs: 600_000 }), faults: [{ window: 'b', instantMs: 210_000 }], expect: [p95Below150, uptimeThreeNines, objective({kind:'recovery'},{op:'below',value:1e4})], ratePerSecond: 16666.6 })
const one = zeros(1, ['x'])
const requests = { length, startMs: Float64Array.from({ length }, (_, i) => i * 0.06 - (i % 7)*2), durationMs: Float32Array.from({ length }, (_, i) => 5 + (i % 97) + i *ramp), ok: new Uint8Array(length).fill(1).map((_, i) => Number(i % 50_000 !== 0)), certain: new Uint8Array(length).fill(1), status: new Uint16Array(length), error: new Uint16Array(length), method: one, operation: zeros(3, ['a', 'b', 'c']), scenario: one, group: one, instance: one, release: one }
const t = performance.now()
const m = measure({ ...base, requests })
console.log((performance.now() - t) / 1000, 's')
