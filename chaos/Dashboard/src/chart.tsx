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
            // The first look is no more than a point: a minute is shown from the beginning.
            x: { time, range: (_, min, max) => (time && max ? [Math.min(min, max - 60), max] : [min ?? 0, max || 1]) },
            y: log ? { distr: 3 } : { range: (_, __, max) => [0, Math.max(1, max * 1.08)] },
          },
          axes: [{ ...axis, ...(time ? {} : { values: (_, all) => all.map((v) => `${v} s`) }) }, { ...axis, size: 46 }],
          series: [
            time ? {} : { label: "at", value: (_, v) => (v === null ? "–" : `${Math.round(v * 10) / 10} s`) },
            ...lines.map((l) => ({ label: l.label, stroke: color(l.color), width: 2, dash: l.dash ?? [], value, points: { show: l.points ?? false, size: 4 }, spanGaps: false })),
          ],
          cursor: { y: false },
          hooks: { drawClear: [(u) => drawBands(u, shown.current, color("--band"), color("--band-edge"), color("--ink"))] },
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
