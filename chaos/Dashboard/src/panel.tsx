// One component: how it is and why, what was done to it lately, and what can be done to it.
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { call, get } from "./api.js";
import { Button, Said, useDeed } from "./act.js";
import { Chart } from "./chart.js";
import type { LiveState } from "./store.js";
import { PAIR_OF, STAGES } from "./topology.js";
import type { ActiveFault, HistoryEvent, LabStatus } from "./types.js";
import { SIGN, WORD, clock, faultLine, faultOn, healthOf } from "./words.js";

const LONGEST_CHART = 240;

export function Panel({ state, name, series, onSelect, onRecord }: { state: LiveState; name: string; series: (number | null)[]; onSelect: (name: string) => void; onRecord: (record: string) => void }): JSX.Element {
  const lab = state.status!.lab;
  const target = state.catalogue?.targets.find((t) => t.name === name);
  const component = lab.components.find((c) => c.name === name);
  const fault = faultOn(lab, name);
  const host = target?.host ? faultOn(lab, target.host) : undefined;
  const now = Date.parse(lab.at);
  const health = fault && (!component || component.state === "ProcessRecords") ? "down" : component ? healthOf(component.state) : "works";
  return (
    <section class="panel" aria-label={`Component ${name}`}>
      <h2>{name}</h2>
      <p class={`state ${health}`}>
        {SIGN[health]} {fault ? "is failed" : WORD[health]}
        {component?.detail ? `: ${component.detail}` : ""}
      </p>
      {fault && <p class="state down">{`✕ ${faultLine(fault, now)} since ${clock(fault.from)}. ${fault.evidence}`}</p>}
      {host && (
        <p class="state down">
          {"✕ what it lives on is failed: "}
          <button type="button" class="link" onClick={() => onSelect(host.target)}>
            {host.target}
          </button>
        </p>
      )}
      <Facts lab={lab} name={name} state={state} />
      {target && target.sort !== "Writer" && <Faults key={name} name={name} kinds={target.kinds} fault={fault} />}
      {name === "dns-router" && <Weights lab={lab} />}
      {name.endsWith("/routing") && <p class="hint">Offline takes the region out of in-DNS, and its lane leads to the other region. Recover brings it online.</p>}
      <Writer key={`writer ${name}`} lab={lab} name={name} state={state} />
      {series.length > 1 && <Chart title={chartTitle(name)} x={series.slice(-LONGEST_CHART).map((_, i, all) => Math.round((i - all.length + 1) / 2))} lines={[{ label: name, values: series.slice(-LONGEST_CHART), color: "--line-1" }]} height={110} />}
      <History key={`history ${name}`} name={historyName(name)} at={lab.at} onRecord={onRecord} />
    </section>
  );
}

function Facts({ lab, name, state }: { lab: LabStatus; name: string; state: LiveState }): JSX.Element {
  const component = lab.components.find((c) => c.name === name);
  const target = state.catalogue?.targets.find((t) => t.name === name);
  const facts: [string, string][] = [];
  if (component) facts.push(["address", component.address]);
  if (component?.processId) facts.push(["process", String(component.processId)]);
  if (component?.container) facts.push(["container", component.container]);
  if (target?.host) facts.push(["lives on", target.host]);
  const queue = lab.queues.find((q) => `${q.region}/${q.queue}-queue` === name);
  if (queue) facts.push(["messages", `${queue.visible ?? "?"} visible, ${queue.inFlight ?? "?"} in flight, ${queue.delayed ?? "?"} delayed, ${queue.dead ?? "?"} dead`]);
  const store = lab.stores.find((s) => `${s.region}/${s.store}-database` === name);
  if (store) facts.push(["rows", String(store.rows ?? "does not answer")]);
  for (const r of lab.replication.filter((r) => `${r.into}/${r.store}-replication` === name || `${r.into}/${r.store}-database` === name))
    facts.push([`behind, into ${r.into}`, r.problem ?? `${r.rowsBehind ?? "?"} rows, ${r.secondsBehind?.toFixed(1) ?? "?"} s${r.paused ? ", paused" : ""}`]);
  return (
    <dl class="facts">
      {facts.map(([term, fact]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{fact}</dd>
        </div>
      ))}
    </dl>
  );
}

function Faults({ name, kinds, fault }: { name: string; kinds: string[]; fault: ActiveFault | undefined }): JSX.Element {
  const [busy, told, run] = useDeed();
  const [time, setTime] = useState("60");
  const fail = (kind: string): Promise<void> =>
    run(async () => {
      const body = { target: name, kind, ...(time === "" ? {} : { seconds: Number(time) }) };
      const made = await call<ActiveFault>("POST", "/api/faults", body);
      return `${made.kind}: ${made.evidence}`;
    });
  const recover = (): Promise<void> =>
    run(async () => {
      const { recovered } = await call<{ recovered: string[] }>("POST", "/api/recover", { target: name });
      return `recovered ${recovered.join(", ")}`;
    });
  return (
    <div class="deeds">
      <h3 id="deeds">Fail it</h3>
      <div class="row" role="group" aria-labelledby="deeds">
        {kinds.map((kind) => (
          <Button key={kind} busy={busy || fault !== undefined} onClick={() => void fail(kind)}>
            {kind}
          </Button>
        ))}
        <label>
          {"for "}
          <select value={time} onChange={(e) => setTime(e.currentTarget.value)}>
            <option value="10">10 s</option>
            <option value="30">30 s</option>
            <option value="60">1 min</option>
            <option value="600">10 min</option>
            <option value="">good</option>
          </select>
        </label>
        <Button busy={busy || fault === undefined} strong onClick={() => void recover()}>
          recover
        </Button>
      </div>
      <Said told={told} />
    </div>
  );
}

function Weights({ lab }: { lab: LabStatus }): JSX.Element {
  const [busy, told, run] = useDeed();
  const [wanted, setWanted] = useState<Record<string, number>>({});
  const set = (region: string, weight: number): Promise<void> =>
    run(async () => {
      await call("PUT", "/api/routing/weights", { [region]: weight });
      return `the weight of ${region} is ${weight}`;
    });
  return (
    <div class="deeds">
      <h3>Weights of the way in</h3>
      {(lab.routing ?? []).map((route) => (
        <label key={route.region} class="slider">
          <span>{route.region}</span>
          <input
            type="range"
            min="0"
            max="16"
            disabled={busy}
            value={Math.min(16, wanted[route.region] ?? route.weight)}
            onInput={(e) => setWanted({ ...wanted, [route.region]: Number(e.currentTarget.value) })}
            onChange={(e) => void set(route.region, Number(e.currentTarget.value)).then(() => setWanted({}))}
          />
          <output>{wanted[route.region] ?? route.weight}</output>
        </label>
      ))}
      <Said told={told} />
    </div>
  );
}

// Of a database, or of an instance with its two: where the writer is, and the two ways of moving it.
function Writer({ lab, name, state }: { lab: LabStatus; name: string; state: LiveState }): JSX.Element | null {
  const [busy, told, run] = useDeed();
  const part = name.split("/")[1] ?? "";
  const databases = STAGES.filter((s) => PAIR_OF[s] && (part === `${s}-database` || part === `aurora-${PAIR_OF[s]}`));
  if (databases.length === 0 || !state.catalogue?.targets.some((t) => t.sort === "Writer")) return null;
  const move = (how: string, database: string): Promise<void> =>
    run(async () => {
      await call("POST", `/api/aurora/${how}`, how === "failover" ? { database, allowDataLoss: true } : { database });
      return `${how} of ${database}: done`;
    });
  return (
    <div class="deeds">
      {databases.map((database) => {
        const global = lab.globalDatabases.find((d) => d.database === database);
        return (
          <div key={database}>
            <h3>{`Writer of ${database}: ${global?.writer ?? "not known"}`}</h3>
            {global?.problem && <p class="hint">{global.problem}</p>}
            <div class="row">
              <Button busy={busy} onClick={() => void move("switchover", database)} label={`switchover of ${database}`}>
                switchover
              </Button>
              <Button busy={busy} onClick={() => void move("failover", database)} label={`failover, data loss allowed, of ${database}`}>
                failover, data loss allowed
              </Button>
            </div>
          </div>
        );
      })}
      <Said told={told} />
    </div>
  );
}

function History({ name, at, onRecord }: { name: string; at: string; onRecord: (record: string) => void }): JSX.Element {
  const [events, setEvents] = useState<HistoryEvent[] | null>(null);
  // Every few seconds: the status is the beat.
  const beat = Math.floor(Date.parse(at) / 3000);
  useEffect(() => {
    const gone = new AbortController();
    get<{ events: HistoryEvent[] }>(`/api/history/component?name=${encodeURIComponent(name)}&limit=40`, gone.signal).then(
      (answer) => setEvents(answer.events),
      () => setEvents((before) => before ?? []),
    );
    return () => gone.abort();
  }, [name, beat]);
  return (
    <>
      <h3>{`Lately at ${name}`}</h3>
      {events?.length === 0 && <p class="hint">Its history tells nothing.</p>}
      <ol class="history" reversed>
        {[...(events ?? [])].reverse().map((e, i) => (
          <li key={i}>
            <time>{e.at.slice(11, 19)}</time> <span class="event">{e.event}</span>{" "}
            {e.record ? (
              <button type="button" class="link" onClick={() => onRecord(e.record!)}>
                {e.record}
              </button>
            ) : (
              [e.kind, e.target, e.state, e.by && `by ${e.by}`, e.detail].filter(Boolean).join(" · ")
            )}
          </li>
        ))}
      </ol>
    </>
  );
}

// A queue's history is its emulator's, a database's its stage's.
function historyName(name: string): string {
  const [region, part] = name.split("/");
  if (part?.endsWith("-database")) return `${region}/${part.slice(0, -"-database".length)}`;
  return name;
}

const chartTitle = (name: string): string => (name.endsWith("-queue") ? "Messages, last two minutes" : "Rows, last two minutes");
