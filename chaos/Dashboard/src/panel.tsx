// One component: how it is and why, what was done to it lately, and what can be done to it.
import type { JSX } from "preact";
import { Chart } from "./chart.js";
import { Faults, Weights, Writer } from "./deeds.js";
import { Lately } from "./lately.js";
import type { LiveState } from "./store.js";
import type { LabStatus } from "./types.js";
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
      <Lately key={`history ${name}`} name={historyName(name)} at={lab.at} onRecord={onRecord} />
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

// A queue's history is its emulator's, a database's its stage's.
function historyName(name: string): string {
  const [region, part] = name.split("/");
  if (part?.endsWith("-database")) return `${region}/${part.slice(0, -"-database".length)}`;
  return name;
}

const chartTitle = (name: string): string => (name.endsWith("-queue") ? "Messages, last two minutes" : "Rows, last two minutes");
