// Records over time, with bands where something was failed; and what each queue and store held over the last looks.
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { Chart } from "./chart.js";
import type { LiveState } from "./store.js";

const MOST_SERIES = 240;

export function Timeline({ state }: { state: LiveState }): JSX.Element {
  const points = state.points;
  const first = points[0];
  const data = useMemo(() => {
    // As what happened while somebody looked: both lines begin at nought.
    const origin = first?.delivered ?? 0;
    const sent = first?.published ?? 0;
    return {
      x: points.map((p) => Date.parse(p.at) / 1000),
      lines: [
        { label: "published", values: points.map((p) => (p.published === null ? null : p.published - sent)), color: "--line-1" },
        { label: "delivered", values: points.map((p) => (p.delivered === null ? null : p.delivered - origin)), color: "--line-2", dash: [8, 3] },
        { label: "waiting", values: points.map((p) => p.waiting), color: "--line-3", dash: [3, 3] },
      ],
      bands: bandsOf(points),
    };
  }, [points]);
  return <Chart title="Records since you look; bands where something was failed" x={data.x} lines={data.lines} bands={data.bands} height={130} time />;
}

function bandsOf(points: LiveState["points"]): { from: number; until: number; label: string }[] {
  const bands: { from: number; until: number; label: string }[] = [];
  let from: number | null = null;
  for (const point of points) {
    const at = Date.parse(point.at) / 1000;
    if (point.faults > 0) from ??= at;
    else if (from !== null) {
      bands.push({ from, until: at, label: "" });
      from = null;
    }
  }
  if (from !== null) bands.push({ from, until: Date.parse(points.at(-1)!.at) / 1000, label: "" });
  return bands;
}

// The depth of every queue and the rows of every store over the last looks, for the small charts.
export function keepSeries(series: Map<string, (number | null)[]>, state: LiveState): void {
  const lab = state.status?.lab;
  if (!lab) return;
  const add = (name: string, value: number | null): void => {
    const values = series.get(name) ?? [];
    values.push(value);
    series.set(name, values.slice(-MOST_SERIES));
  };
  for (const q of lab.queues) add(`${q.region}/${q.queue}-queue`, q.visible === null ? null : q.visible + (q.inFlight ?? 0) + (q.delayed ?? 0));
  for (const s of lab.stores) add(`${s.region}/${s.store}-database`, s.rows);
}
