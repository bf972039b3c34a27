/**
 * The engine's multiplexed stream: each frame has 8 bytes of head (stream, three zeros, length in big-endian) and its
 * payload. Source: Docker Engine API, "ContainerAttach", stream format.
 */
export type StreamName = 'stdout' | 'stderr'

const HEAD = 8
const STDERR = 2

export function createFrames(onFrame: (stream: StreamName, payload: Uint8Array) => void) {
  let rest = Buffer.alloc(0)
  return {
    add(chunk: Uint8Array): void {
      rest = rest.length === 0 ? Buffer.from(chunk) : Buffer.concat([rest, chunk])
      while (rest.length >= HEAD) {
        const end = HEAD + rest.readUInt32BE(4)
        if (rest.length < end) return
        // What is above stderr is the engine's own word of an error.
        onFrame((rest[0] ?? 0) >= STDERR ? 'stderr' : 'stdout', rest.subarray(HEAD, end))
        rest = rest.subarray(end)
      }
    },
    /** Half a frame at the end says nothing. */
    finish(): void {
      rest = Buffer.alloc(0)
    },
  }
}
