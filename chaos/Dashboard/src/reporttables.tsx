// A report's tables: every fault with what became of it, and how long records took at each stage.
import type { JSX } from "preact";
import type { ReportData } from "./types.js";
import { milliseconds, seconds } from "./words.js";

const BOUNDS_MS = [5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 60_000];

export function FaultTable({ data }: { data: ReportData }): JSX.Element {
  const covered = data.run?.plan.filter((p) => p.coveredBy) ?? [];
  return (
    <>
      <h3>Faults</h3>
      {data.faults.length === 0 ? (
        <p class="hint">None.</p>
      ) : (
        <div class="scroll" tabIndex={0} role="region" aria-label="Faults">
          <table>
            <thead>
              <tr>
                <th scope="col">target</th>
                <th scope="col">kind</th>
                <th scope="col">by</th>
                <th scope="col">held from</th>
                <th scope="col">until</th>
                <th scope="col">worked again after</th>
                <th scope="col">what showed it</th>
              </tr>
            </thead>
            <tbody>
              {data.faults.map((f, i) => (
                <tr key={i}>
                  <td>{f.target}</td>
                  <td>{f.kind}</td>
                  <td>{f.by ?? ""}</td>
                  <td class="time">{f.from === null ? "never" : `${f.from} s`}</td>
                  <td class="time">{f.until === null ? "" : `${f.until} s`}</td>
                  <td class="time">{f.recoveredAfter === null ? "" : seconds(f.recoveredAfter)}</td>
                  <td>{f.evidence ?? ""}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {covered.length > 0 && <p class="hint">{`Drawn, and failed by another's fault: ${covered.map((c) => c.target).join(", ")}.`}</p>}
    </>
  );
}

export function Latencies({ data }: { data: ReportData }): JSX.Element | null {
  if (data.latencies.length === 0) return null;
  const used = data.latencies.map((l) => l.counts.findLastIndex((c) => c > 0)).reduce((a, b) => Math.max(a, b), 0);
  const classes = [...BOUNDS_MS.map((b) => (b < 1000 ? String(b) : `${b / 1000} s`)), "more"].slice(0, used + 1);
  return (
    <>
      <h3>Latency by stage</h3>
      <p class="hint">From the first receive until the removal from the in-queue; end to end from the first send until delivery. On the right, how many records
        took at most so many milliseconds (from 1 s on, seconds); the darker a field, the more.</p>
      <div class="scroll" tabIndex={0} role="region" aria-label="Latency by stage">
        <table class="latency">
          <thead>
            <tr>
              <th scope="col">stage</th>
              <th scope="col">records</th>
              <th scope="col">half within</th>
              <th scope="col">95 %</th>
              <th scope="col">99 %</th>
              <th scope="col">longest</th>
              {classes.map((c) => (
                <th key={c} scope="col">
                  {c}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {data.latencies.map((l) => (
              <tr key={l.name}>
                <th scope="row">{l.name}</th>
                <td>{l.count}</td>
                <td>{milliseconds(l.p50Ms)}</td>
                <td>{milliseconds(l.p95Ms)}</td>
                <td>{milliseconds(l.p99Ms)}</td>
                <td>{milliseconds(l.maxMs)}</td>
                {classes.map((c, i) => (
                  <td key={c} class={`heat h${Math.ceil((5 * (l.counts[i] ?? 0)) / l.count)}`}>
                    {l.counts[i] || ""}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
