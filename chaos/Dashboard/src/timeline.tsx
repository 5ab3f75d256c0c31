// Records over time, with bands where something was failed; and what each thing held over the last two minutes.
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { Chart, type Band } from "./chart.js";
import { depthOf } from "./health.js";
import type { LiveState } from "./store.js";
import type { LivePoint } from "./types.js";

// A look comes every two seconds at least: who heard nothing for so long knows nothing of the time between.
const LONGEST_STEP_MS = 6_000;
const SERIES_MS = 120_000;

export interface Sample {
  at: number;
  value: number | null;
}

export function Timeline({ state }: { state: LiveState }): JSX.Element {
  const points = state.points;
  const data = useMemo(() => {
    // As what happened while somebody looked: both lines begin at nought.
    const origin = points[0]?.delivered ?? 0;
    const sent = points[0]?.published ?? 0;
    const all = withGaps(points);
    const since = (value: number | null | undefined, begin: number): number | null => (typeof value === "number" ? value - begin : null);
    return {
      x: all.map((p) => p.at / 1000),
      lines: [
        { label: "published", values: all.map(({ point }) => since(point?.published, sent)), color: "--line-1" },
        { label: "delivered", values: all.map(({ point }) => since(point?.delivered, origin)), color: "--line-2", dash: [8, 3] },
        { label: "waiting", values: all.map(({ point }) => since(point?.waiting, 0)), color: "--line-3", dash: [3, 3] },
      ],
      bands: bandsOf(all),
    };
  }, [points]);
  return <Chart title="Records since you look; bands where something was failed" x={data.x} lines={data.lines} bands={data.bands} height={130} time />;
}

interface Step {
  at: number;
  point: LivePoint | null;
}

// Between two points that lie too far apart stands one of nothing, so that no line leads over what nobody saw.
function withGaps(points: LivePoint[]): Step[] {
  const steps: Step[] = [];
  for (const point of points) {
    const at = Date.parse(point.at);
    const before = steps.at(-1);
    if (before && at - before.at > LONGEST_STEP_MS) steps.push({ at: (before.at + at) / 2, point: null });
    steps.push({ at, point });
  }
  return steps;
}

// A band ends where nothing is failed any more, and with the last point before a gap.
function bandsOf(steps: Step[]): Band[] {
  const bands: Band[] = [];
  let from: number | null = null;
  let seen = 0;
  const end = (until: number): void => {
    if (from !== null) bands.push({ from: from / 1000, until: until / 1000, label: "" });
    from = null;
  };
  for (const { at, point } of steps) {
    if (point === null) end(seen);
    else if (point.faults > 0) from ??= at;
    else end(at);
    seen = at;
  }
  end(seen);
  return bands;
}

// The depth of every queue, the rows of every store, how far replication is behind and what is delivered, for the small charts.
export function keepSeries(series: Map<string, Sample[]>, state: LiveState): void {
  const lab = state.status?.lab;
  if (!lab) return;
  const at = Date.parse(lab.at);
  const add = (name: string, value: number | null): void => {
    const kept = (series.get(name) ?? []).filter((s) => s.at >= at - SERIES_MS && s.at < at);
    const last = kept.at(-1);
    if (last && at - last.at > LONGEST_STEP_MS) kept.push({ at: (last.at + at) / 2, value: null });
    series.set(name, [...kept, { at, value }]);
  };
  for (const q of lab.queues) add(`${q.region}/${q.queue}-queue`, depthOf(q));
  for (const s of lab.stores) add(`${s.region}/${s.store}-database`, s.rows);
  for (const r of lab.replication) add(`${r.into}/${r.store}-replication`, r.rowsBehind);
  add("record-destination", lab.delivered);
}
