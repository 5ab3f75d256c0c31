// Runs: a list, two of them side by side, one as a report.
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { download, get } from "./api.js";
import { Button, Said, useDeed } from "./act.js";
import { ReportView } from "./reportview.js";
import type { ReportData, RunList, RunSummary } from "./types.js";
import { milliseconds, seconds } from "./words.js";

export function RunsPanel({ chosen, onChoose, current }: { chosen: string[]; onChoose: (runs: string[]) => void; current: string | null }): JSX.Element {
  const [runs, setRuns] = useState<RunSummary[]>([]);
  useEffect(() => {
    const gone = new AbortController();
    get<RunList>("/api/runs?limit=100", gone.signal).then(
      (list) => setRuns(list.runs),
      () => undefined,
    );
    return () => gone.abort();
  }, [current]);
  const toggle = (id: string): void => onChoose(chosen.includes(id) ? chosen.filter((c) => c !== id) : [...chosen, id].slice(-2));
  return (
    <section class="panel" aria-label="Runs">
      <h2>Runs</h2>
      <p class="hint">{runs.length === 0 ? "None yet." : "Choose one for its report, two to compare them."}</p>
      <table class="runs">
        <thead>
          <tr>
            <th scope="col">verdict</th>
            <th scope="col">run</th>
            <th scope="col">took</th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr key={run.id}>
              <td>{outcome(run)}</td>
              <td>
                <label>
                  <input type="checkbox" checked={chosen.includes(run.id)} disabled={!run.verdict} onChange={() => toggle(run.id)} /> {run.id}
                </label>
              </td>
              <td>{run.seconds === null ? "" : seconds(run.seconds)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

// That an aborted run is inconclusive goes without saying; that it failed does not.
const outcome = (run: RunSummary): string => (run.verdict && !(run.state === "aborted" && run.verdict === "Inconclusive") ? run.verdict : run.state);

export function Reports({ ids, onClose }: { ids: string[]; onClose: () => void }): JSX.Element {
  const [reports, setReports] = useState<Record<string, ReportData>>({});
  const [problems, setProblems] = useState<Record<string, string>>({});
  const [busy, told, run] = useDeed();
  useEffect(() => {
    const gone = new AbortController();
    setProblems({});
    for (const id of ids)
      get<ReportData>(`/api/runs/${encodeURIComponent(id)}/report`, gone.signal).then(
        (data) => setReports((before) => ({ ...before, [id]: data })),
        (failed: Error) => !gone.signal.aborted && setProblems((before) => ({ ...before, [id]: failed.message })),
      );
    return () => gone.abort();
  }, [ids.join("|")]);
  const problem = ids.map((id) => problems[id]).find((p) => p !== undefined);
  const shown = ids.map((id) => reports[id]).filter((r): r is ReportData => r !== undefined);
  return (
    <section class="reports" aria-label="Report">
      <div class="row">
        <Button onClick={onClose}>back to the map</Button>
        {ids.map((id) => (
          <Button key={id} busy={busy} onClick={() => void run(async () => (await download(`/api/runs/${encodeURIComponent(id)}/report.html`, `${id}.html`), `${id}.html is among your downloads`))}>
            {`keep ${id}.html`}
          </Button>
        ))}
      </div>
      <Said told={problem ? { good: false, text: problem } : told} />
      {shown.length === 2 && <Compare a={shown[0]!} b={shown[1]!} />}
      {shown.length === 1 && ids.length === 1 && <ReportView data={shown[0]!} />}
    </section>
  );
}

const longest = (all: (number | null)[]): string => {
  const known = all.filter((v): v is number => v !== null);
  return known.length > 0 ? seconds(Math.max(...known)) : "none";
};

function Compare({ a, b }: { a: ReportData; b: ReportData }): JSX.Element {
  const number = (v: number | null | undefined): string => (v === null || v === undefined ? "not known" : String(v));
  const rows: [string, (r: ReportData) => string][] = [
    ["verdict", (r) => r.verdict],
    ["scenario", (r) => r.run?.scenario ?? "not known"],
    ["engine", (r) => r.run?.engine ?? "not known"],
    ["seed", (r) => number(r.run?.seed)],
    ["took", (r) => (r.run?.seconds ? seconds(r.run.seconds) : "not known")],
    ["records acknowledged", (r) => number(r.figures.acknowledged)],
    ["records delivered", (r) => number(r.figures.delivered)],
    ["lost", (r) => number(r.figures.lost)],
    ["duplicates absorbed", (r) => number(r.figures.duplicates)],
    ["sent again by the source", (r) => number(r.figures.retried)],
    ["faults", (r) => String(r.faults.length)],
    ["longest recovery of a fault", (r) => longest(r.faults.map((f) => f.recoveredAfter))],
    ["a failure was noticed within", (r) => (r.figures.secondsToDetect === null ? "not known" : seconds(r.figures.secondsToDetect))],
    ["drained after the last recovery", (r) => (r.figures.secondsToDrainAfterRecovery === null ? "not known" : seconds(r.figures.secondsToDrainAfterRecovery))],
    ["largest replication lag", (r) => (Object.keys(r.figures.largestReplicationLagMs).length === 0 ? "not known" : milliseconds(Math.max(...Object.values(r.figures.largestReplicationLagMs))))],
    ...[...new Set([...a.latencies, ...b.latencies].map((l) => l.name))].map((name): [string, (r: ReportData) => string] => [
      `${name}: half within, 95 % within`,
      (r) => {
        const l = r.latencies.find((x) => x.name === name);
        return l ? `${milliseconds(l.p50Ms)}, ${milliseconds(l.p95Ms)}` : "not measured";
      },
    ]),
  ];
  return (
    <table class="compare">
      <caption>Two runs, side by side</caption>
      <thead>
        <tr>
          <th scope="col" />
          <th scope="col">{a.id}</th>
          <th scope="col">{b.id}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, of]) => (
          <tr key={name} class={of(a) === of(b) ? "" : "differs"}>
            <th scope="row">{name}</th>
            <td>{of(a)}</td>
            <td>
              {of(b)}
              {of(a) === of(b) ? "" : " ≠"}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
