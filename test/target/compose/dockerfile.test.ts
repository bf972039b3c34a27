import { expect, it } from 'vitest'
import { baseImages } from '../../../src/target/compose/dockerfile.ts'

it.each<[string, string, Record<string, string | null>, string[]]>([
  ['one', 'FROM node:24\nRUN x', {}, ['node:24']],
  ['with a platform, in any case', 'from --platform=linux/amd64 node:24 as build', {}, ['node:24']],
  ['stages are no images', 'FROM a AS b\nFROM b\nFROM B AS c\nFROM scratch\nFROM c', {}, ['a']],
  ['a default', 'ARG V="24"\nFROM node:${V}-slim', {}, ['node:24-slim']],
  ['what the build is told goes first', 'ARG BASE=debian\nFROM ${BASE}', { BASE: 'alpine' }, ['alpine']],
  ['a default in the place', 'FROM ${BASE:-debian}', {}, ['debian']],
  ['no braces', 'ARG BASE=debian\nFROM $BASE', { OTHER: 'x' }, ['debian']],
  ['told to no FROM', 'FROM a\nARG BASE=b\nFROM ${BASE:-c}', {}, ['a', 'c']],
  ['a variable that is not set names none', 'FROM ${BASE}', {}, []],
  ['none is said twice', 'FROM a\nFROM a', {}, ['a']],
])('finds what an image is built on: %s', (_what, text, args, found) => {
  expect(baseImages(text, args)).toEqual(found)
})
