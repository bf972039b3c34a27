/**
 * A target whose releases never arrive, while its version endpoint says that they did: every switch starts the release
 * that was there before, and each instance tells the version that it was asked to run. What users are served tells the
 * truth: it is left as it is.
 */
import type { Deploy, Instance, Release, RunningTarget, Target } from '../target.ts'
import { sabotaged } from './sabotaged.ts'

export const LYING = 'sabotaged: releases do not arrive, and the version endpoint says that they did'

export function sabotageVersions(target: Target): Target {
  return sabotaged(target, LYING, pretend)
}

function pretend(running: RunningTarget): RunningTarget {
  const { deploy } = running
  if (!deploy) return running
  /** What each instance says, once it was asked to run something; null: all that were not asked by name. */
  const says = new Map<string | null, Release>()
  const lying = (instance: Instance): Instance => {
    const said = says.get(instance.name) ?? says.get(null)
    const { release } = instance
    if (said === undefined || release === null) return instance
    return { ...instance, release: { ...release, version: said.version, digest: said.digest } }
  }
  return {
    ...running,
    instances: async () => (await running.instances()).map(lying),
    deploy: { ...deploy, ...switching(deploy, says), all: async () => (await deploy.all()).map(lying) },
  }
}

function switching(
  deploy: Deploy,
  says: Map<string | null, Release>,
): Pick<Deploy, 'replace' | 'add' | 'run'> {
  const stale = () => deploy.find(deploy.versions.current)
  return {
    async replace(name, release, signal) {
      await deploy.replace(name, await stale(), signal)
      says.set(name, release)
    },
    async add(name, release, signal) {
      await deploy.add(name, await stale(), signal)
      says.set(name, release)
    },
    async run(_which, to) {
      says.set(null, to)
    },
  }
}
