// Draws every chart of a page from the data beside it. The table with the same numbers stands in the page itself.
const tokens = getComputedStyle(document.documentElement);
const token = (name) => tokens.getPropertyValue(name).trim();
const stripes = { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: -Math.PI / 6, color: token("--paper") };
const text = { color: token("--ink-2"), fontFamily: token("--font"), fontSize: 13 };
const marks = ["circle", "rect", "triangle", "diamond"];          // colour is never the only sign
const colours = [token("--act-deep"), token("--blue"), token("--amber"), token("--danger")];

const axis = (more) => ({ axisLabel: { ...text, hideOverlap: true }, axisLine: { lineStyle: { color: token("--line-input") } }, splitLine: { lineStyle: { color: token("--line") } }, ...more });
const common = {
  animation: false, textStyle: text, color: colours, grid: { left: 12, right: 28, top: 20, bottom: 40, containLabel: true },
  legend: { textStyle: text, bottom: 4, type: "scroll", pageIconColor: token("--ink-2"), pageTextStyle: text },
  tooltip: { trigger: "axis", renderMode: "richText", backgroundColor: token("--paper"), borderColor: token("--line"), textStyle: { color: token("--ink") } },
};

const shapes = {
  steps: (d) => ({
    ...common, xAxis: axis({ type: "time", minInterval: 365 * 24 * 3600 * 1000, axisLabel: { ...text, formatter: "{yyyy}", hideOverlap: true } }), yAxis: axis({ type: "value", scale: true }),
    series: d.lines.map((l, i) => ({ type: "line", step: "end", name: l.name, symbol: marks[i % 4], symbolSize: 8, data: d.days.map((day, k) => [day, l.values[k]]) })),
  }),
  bars: (d) => ({
    ...common, xAxis: axis({ type: "value" }), yAxis: axis({ type: "category", data: d.labels, inverse: true }),
    series: d.lines.map((l, i) => ({ type: "bar", name: l.name, data: l.values, barMaxWidth: 22, itemStyle: i ? { decal: stripes } : {} })),
  }),
  columns: (d) => ({
    ...common, xAxis: axis({ type: "category", data: d.labels }), yAxis: axis({ type: "value" }),
    series: d.lines.map((l, i) => ({ type: "bar", name: l.name, data: l.values, barMaxWidth: 40, itemStyle: i ? { decal: stripes } : {} })),
  }),
};

for (const place of document.querySelectorAll("[data-chart]")) {
  const data = JSON.parse(document.getElementById(place.dataset.chart).textContent);
  const chart = echarts.init(place, null, { locale: "EN" });
  chart.setOption(shapes[data.kind](data));
  window.addEventListener("resize", () => chart.resize());
}
