// Charts over time by uPlot, in the page's colours, with bands where faults held.
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";

export interface Line {
  label: string;
  values: (number | null)[];
  color: string;
  dash?: number[];
  points?: boolean;
}

export interface Band {
  from: number;
  until: number;
  label: string;
}

interface ChartProps {
  title: string;
  x: number[];
  lines: Line[];
  bands?: Band[];
  height?: number;
  time?: boolean;
  log?: boolean;
  unit?: string;
}

export function Chart({ title, x, lines, bands = [], height = 170, time = false, log = false, unit = "" }: ChartProps): JSX.Element {
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const shown = useRef(bands);
  shown.current = bands;
  // What is drawn anew in another scheme is what is there by then.
  const data = useRef<uPlot.AlignedData>([[]]);
  data.current = [x, ...lines.map((l) => l.values)] as uPlot.AlignedData;
  const shape = lines.map((l) => l.label).join("|");

  useEffect(() => {
    const element = host.current!;
    const make = (): void => {
      plot.current?.destroy();
      const color = (name: string): string => getComputedStyle(element).getPropertyValue(name).trim();
      const axis = { stroke: color("--soft"), grid: { stroke: color("--rule"), width: 1 }, ticks: { stroke: color("--rule"), width: 1 }, font: "11px system-ui" };
      const value = (_: uPlot, v: number | null): string => (v === null ? "–" : `${Math.round(v * 10) / 10}${unit}`);
      plot.current = new uPlot(
        {
          width: Math.max(200, element.clientWidth),
          height,
          scales: {
            x: { time, range: (u) => span(u.data[0], time) },
            y: log ? { distr: 3 } : { range: (_, __, max) => [0, Math.max(1, max * 1.08)] },
          },
          axes: [{ ...axis, space: time ? 70 : 50, values: (_, all) => all.map((v) => (time ? hours(v) : `${v} s`)) }, { ...axis, size: 46 }],
          series: [
            { label: "at", value: (_, v) => (v === null ? "–" : time ? hours(v) : `${Math.round(v * 10) / 10} s`) },
            ...lines.map((l) => ({ label: l.label, stroke: color(l.color), width: 2, dash: l.dash ?? [], value, points: { show: l.points ?? false, size: 4 }, spanGaps: false })),
          ],
          cursor: { y: false },
          hooks: { ready: [tellLast], setData: [tellLast], setCursor: [tellLast], drawClear: [(u) => drawBands(u, shown.current, color("--band"), color("--band-edge"), color("--ink"))] },
        },
        data.current,
        element,
      );
    };
    make();
    const size = new ResizeObserver(() => plot.current?.setSize({ width: Math.max(200, element.clientWidth), height }));
    size.observe(element);
    // Colours are drawn, not styled: another scheme needs another drawing.
    const scheme = matchMedia("(prefers-color-scheme: dark)");
    scheme.addEventListener("change", make);
    return () => {
      size.disconnect();
      scheme.removeEventListener("change", make);
      plot.current?.destroy();
      plot.current = null;
    };
  }, [shape, height, log, time]);

  useEffect(() => plot.current?.setData(data.current), [x, lines]);

  const last = lines.map((l) => `${l.label} ${l.values.at(-1) ?? "not known"}`).join(", ");
  return (
    <figure class="chart">
      <figcaption>{title}</figcaption>
      <div ref={host} role="img" aria-label={`${title}. Last: ${last}.${bands.length ? ` ${bands.length} times something was failed.` : ""}`} />
    </figure>
  );
}

// A first look is no more than a point, and no look nothing: a minute is shown from the beginning.
function span(x: ArrayLike<number>, time: boolean): [number, number] {
  const [first, last] = [x[0], x[x.length - 1]];
  if (first === undefined || last === undefined) return time ? [Date.now() / 1000 - 60, Date.now() / 1000] : [0, 1];
  return time ? [Math.min(first, last - 60), last] : [first, last > first ? last : first + 1];
}

const hours = (seconds: number): string => new Date(seconds * 1000).toLocaleTimeString("en-GB");

// While nobody points at a moment, the legend tells the last one.
function tellLast(u: uPlot): void {
  const last = (u.data[0]?.length ?? 0) - 1;
  if (last >= 0 && (u.cursor.idx === null || u.cursor.idx === undefined)) u.setLegend({ idx: last }, false);
}

function drawBands(u: uPlot, bands: Band[], fill: string, edge: string, ink: string): void {
  const { ctx, bbox } = u;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  const leftOf = (band: Band): number => u.valToPos(band.from, "x", true);
  // One path: two faults at once are no darker than one.
  ctx.beginPath();
  for (const band of bands) ctx.rect(leftOf(band), bbox.top, Math.max(2, u.valToPos(band.until, "x", true) - leftOf(band)), bbox.height);
  ctx.fillStyle = fill;
  ctx.fill();
  bands.forEach((band, i) => {
    const left = leftOf(band);
    ctx.fillStyle = edge;
    ctx.fillRect(left, bbox.top, 1.5 * devicePixelRatio, bbox.height);
    if (band.label) {
      ctx.fillStyle = ink;
      ctx.font = `${10 * devicePixelRatio}px system-ui`;
      ctx.fillText(band.label, left + 4 * devicePixelRatio, bbox.top + (12 + (i % 6) * 12) * devicePixelRatio);
    }
  });
  ctx.restore();
}
