/** The text of the timeline's script. */
import { PLOT_CLIENT } from '../chart/client.ts'
import { scriptOf } from '../chart/inline.ts'
import {
  columnsOf,
  endlessIn,
  leftOf,
  placeFlags,
  placeNames,
  pointAt,
  pointsFor,
  showPart,
  startTimeline,
  wordsAt,
} from './client.ts'
import { goTo, listen, moveBy, moveOf, onTheme, openTarget, widen, zoom } from './listen.ts'

export function timelineScript(): string {
  const own = [
    startTimeline,
    pointsFor,
    columnsOf,
    endlessIn,
    showPart,
    leftOf,
    placeNames,
    placeFlags,
    pointAt,
    wordsAt,
  ]
  const listening = [listen, openTarget, moveOf, moveBy, zoom, goTo, widen, onTheme]
  return scriptOf(
    [...PLOT_CLIENT, ...own, ...listening],
    `var stage = startTimeline(window, typeof uPlot === 'undefined' ? null : uPlot, plotOptions)
if (stage) listen(stage, { showPart: showPart, pointAt: pointAt })`,
  )
}
