/** Runs in the page: draws two charts from the JSON beside it. Labels are drawn on a canvas, never made into markup. */
export const CHART_SCRIPT = `(function () {
  var data = JSON.parse(document.getElementById('series').textContent)
  var dark = matchMedia('(prefers-color-scheme: dark)').matches
  var ink = dark ? '#c9d1d9' : '#24292f'
  var grid = { stroke: dark ? '#30363d' : '#d8dee4', width: 1 }
  var axis = { stroke: ink, grid: grid, ticks: grid }
  var seconds = data.ok.map(function (_, i) { return data.fromSecond + i })
  function shade(u) {
    var c = u.ctx, box = u.bbox
    function x(s) { return Math.max(box.left, Math.min(box.left + box.width, u.valToPos(s, 'x', true))) }
    c.save()
    c.font = 11 * devicePixelRatio + 'px sans-serif'
    data.phases.forEach(function (p, i) {
      c.fillStyle = i % 2 ? 'rgba(110,140,200,0.16)' : 'rgba(110,140,200,0.06)'
      c.fillRect(x(p.from), box.top, x(p.to) - x(p.from), box.height)
      c.fillStyle = ink
      c.fillText(p.name.slice(0, 24), x(p.from) + 4, box.top + 12 * devicePixelRatio)
    })
    c.fillStyle = 'rgba(207,34,46,0.35)'
    data.outages.forEach(function (o) { c.fillRect(x(o.from), box.top, Math.max(2, x(o.to) - x(o.from)), box.height) })
    data.marks.forEach(function (m) {
      c.fillStyle = { fault: '#cf222e', healed: '#1a7f37' }[m.kind] || '#9a6700'
      c.fillRect(x(m.at), box.top, 2, box.height)
    })
    c.restore()
  }
  function draw(id, columns, series) {
    var place = document.getElementById(id)
    function width() { return Math.max(280, place.clientWidth) }
    var chart = new uPlot({
      width: width(), height: 240, scales: { x: { time: false } }, axes: [axis, axis],
      series: [{ label: 'run s' }].concat(series), hooks: { drawClear: [shade] }
    }, [seconds].concat(columns), place)
    addEventListener('resize', function () { chart.setSize({ width: width(), height: 240 }) })
  }
  draw('latency', [data.p50, data.p95, data.p99], [
    { label: 'p50', stroke: '#0969da' }, { label: 'p95', stroke: '#bf8700', width: 2 }, { label: 'p99', stroke: '#8250df' }
  ])
  draw('requests', [data.ok, data.failed, data.dropped], [
    { label: 'good', stroke: '#1a7f37' }, { label: 'failed', stroke: '#cf222e', width: 2 },
    { label: 'not sent', stroke: '#bf8700' }
  ])
})()
`
