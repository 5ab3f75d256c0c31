// A run's report: the same in the dashboard and in report.html.
import type { JSX } from "preact";
import { Chart, type Band } from "./chart.js";
import { Findings } from "./findings.js";
import { FaultTable, Latencies } from "./reporttables.js";
import { EventTable, Sequence } from "./sequence.js";
import type { ReportData } from "./types.js";
import { clock, milliseconds, seconds } from "./words.js";

const LINE_COLORS = ["--line-1", "--line-2", "--line-3", "--line-4", "--line-5", "--line-6"];
const DASHES = [[], [8, 3], [3, 3], [10, 3, 2, 3], [2, 4], [14, 4]];
const MOST_LINES = 6;

export function ReportView({ data }: { data: ReportData }): JSX.Element {
  const { run, figures, timeline } = data;
  const end = timeline.seconds.at(-1) ?? run?.seconds ?? 0;
  const bands: Band[] = data.faults.filter((f) => f.from !== null).map((f) => ({ from: f.from!, until: f.until ?? end, label: `${f.kind} ${f.target}` }));
  const plain = bands.map((b) => ({ ...b, label: "" }));
  const fullest = Object.entries(timeline.queues)
    .sort((a, b) => Math.max(...b[1].map((v) => v ?? 0)) - Math.max(...a[1].map((v) => v ?? 0)))
    .slice(0, MOST_LINES);
  const line = (label: string, values: (number | null)[], i: number) => ({ label, values, color: LINE_COLORS[i % 6]!, dash: DASHES[i % 6]! });
  return (
    <article class="report">
      <header>
        <p class={`verdict big ${data.verdict.toLowerCase()}`}>{data.verdict}</p>
        <div>
          <h2>{data.id}</h2>
          {run && <p>{`${run.scenario}, seed ${run.seed}, on ${run.engine}, ${run.startedAt.slice(0, 19).replace("T", " ")} UTC, ${seconds(run.seconds ?? 0)}`}</p>}
          {data.replay && (
            <p>
              {"Again: "}
              <code>{data.replay}</code>
            </p>
          )}
        </div>
      </header>
      <dl class="figures">
        <Figure term="acknowledged" value={figures.acknowledged} />
        <Figure term="delivered" value={figures.delivered} />
        <Figure term="lost" value={figures.lost} />
        <Figure term="sent again after acknowledgement" value={figures.replayed} />
        <Figure term="duplicates absorbed" value={figures.duplicates} />
        <Figure term="sends repeated by the source" value={figures.retried} />
        <Figure term="failures noticed by the components" value={figures.faultsNoticed === null ? null : `${figures.faultsNoticed}${figures.secondsToDetect === null ? "" : `, within ${seconds(figures.secondsToDetect)}`}`} />
        <Figure term="drained after recovery" value={figures.secondsToDrainAfterRecovery === null ? null : seconds(figures.secondsToDrainAfterRecovery)} />
        <Figure term="largest replication lag" value={Object.keys(figures.largestReplicationLagMs).length ? milliseconds(Math.max(...Object.values(figures.largestReplicationLagMs))) : null} />
      </dl>
      <h3>The nine invariants</h3>
      <Findings names={[]} findings={data.findings} />
      {data.missingEvidence.length > 0 && (
        <>
          <h3>Missing evidence</h3>
          <ul>
            {data.missingEvidence.map((m) => (
              <li key={m}>{m}</li>
            ))}
          </ul>
        </>
      )}
      <h3>Over time</h3>
      {timeline.seconds.length > 1 ? (
        <>
          <Chart
            title="Records: published, delivered, waiting in queues; bands where a fault held"
            x={timeline.seconds}
            height={240}
            bands={bands.length <= 6 ? bands : plain}
            lines={[line("published", timeline.published, 0), line("delivered", timeline.delivered, 1), line("waiting", timeline.waiting, 2)]}
          />
          {fullest.length > 0 && <Chart title="Messages in the fullest queues" x={timeline.seconds} height={200} bands={plain} lines={fullest.map(([name, values], i) => line(name, values, i))} />}
        </>
      ) : (
        <p class="hint">Nobody looked while it ran.</p>
      )}
      <FaultTable data={data} />
      <Latencies data={data} />
      {data.lags.length > 0 && (
        <>
          <h3>Replication lag</h3>
          <div class="small-charts">
            {data.lags.map((lag, i) => (
              <Chart key={lag.store} title={`${lag.store}: the longest of each moment, ms`} x={lag.seconds} lines={[{ ...line(lag.store, lag.milliseconds, i), points: true }]} height={130} bands={plain} unit=" ms" />
            ))}
          </div>
        </>
      )}
      {run && run.confirmed.length > 0 && (
        <>
          <h3>Steps, and what showed them</h3>
          <ol class="steps">
            {run.confirmed.map((step, i) => (
              <li key={i}>
                <time>{clock(step.at)}</time> {step.what} <span class="hint">{step.evidence}</span>
              </li>
            ))}
          </ol>
        </>
      )}
      {data.journeys.map((journey) => (
        <section key={journey.record}>
          <h3>{`Journey of ${journey.record}`}</h3>
          <Sequence events={journey.events} />
          <EventTable events={journey.events} />
        </section>
      ))}
    </article>
  );
}

function Figure({ term, value }: { term: string; value: number | string | null }): JSX.Element {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{value ?? "not known"}</dd>
    </div>
  );
}
