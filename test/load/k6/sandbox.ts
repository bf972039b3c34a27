/** A home, a PATH and programs of the test's own. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Host } from '../../../src/host/host.ts'
import { nodeHost } from '../../../src/host/node.ts'

export class Sandbox implements Disposable {
  readonly directory = mkdtempSync(join(tmpdir(), 'firedrill-sandbox-'))
  readonly cache = join(this.directory, 'cache')
  readonly bin = join(this.directory, 'bin')

  constructor() {
    mkdirSync(this.bin)
    for (const tool of ['chmod', 'grep', 'mv', 'sleep']) {
      const path = ['/bin', '/usr/bin'].map((place) => join(place, tool)).find((place) => existsSync(place))
      if (path) symlinkSync(path, join(this.bin, tool))
    }
  }

  /** Its PATH is `bin`, with what a shell script needs: neither k6 nor Go of the machine. */
  host(env: Record<string, string> = {}): Host {
    return {
      ...nodeHost(),
      env: { PATH: this.bin, HOME: this.directory, XDG_CACHE_HOME: this.cache, ...env },
    }
  }

  program(path: string, script: string): string {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, `#!/bin/sh\n${script}\n`)
    chmodSync(path, 0o755)
    return path
  }

  k6(path: string, version: string): string {
    return this.program(path, `echo "k6 v${version} (go1.26, test)"`)
  }

  /** A Go that makes a k6 by `make`, into the path in $out. */
  go(make: string): void {
    const script = `if [ "$1" = version ]; then echo "go version go1.26.8 test/test"; exit 0; fi
while [ $# -gt 0 ]; do if [ "$1" = -o ]; then out="$2"; fi; shift; done
${make}`
    this.program(join(this.bin, 'go'), script)
  }

  list(path: string): string[] {
    return readdirSync(path).sort()
  }

  [Symbol.dispose](): void {
    rmSync(this.directory, { recursive: true, force: true })
  }
}

export const MAKE_K6 = `printf '#!/bin/sh\\necho "k6 v2.2.0 (go1.26.8, test)"\\n' > "$out"; chmod 755 "$out"`
