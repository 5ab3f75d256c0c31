// One component: how it is and why, what was done to it lately, and what can be done to it.
import type { JSX } from "preact";
import { Chart } from "./chart.js";
import { Faults, Writer } from "./deeds.js";
import { conditionOf, queueOf, storeOf } from "./health.js";
import { Lately } from "./lately.js";
import type { LiveState } from "./store.js";
import type { Sample } from "./timeline.js";
import type { LabStatus } from "./types.js";
import { Weights } from "./weights.js";
import { SIGN, clock, faultLine, faultOn } from "./words.js";

export function Panel({ state, name, series, onSelect, onRecord }: { state: LiveState; name: string; series: Sample[]; onSelect: (name: string) => void; onRecord: (record: string) => void }): JSX.Element {
  const lab = state.status!.lab;
  const target = state.catalogue?.targets.find((t) => t.name === name);
  const component = lab.components.find((c) => c.name === name);
  const fault = faultOn(lab, name);
  const host = target?.host ? faultOn(lab, target.host) : undefined;
  const now = Date.parse(lab.at);
  const { health, word } = conditionOf(lab, name);
  return (
    <section class="panel" aria-label={`Component ${name}`}>
      <h2>{name}</h2>
      <p class={`state ${health}`}>
        {SIGN[health]} {word}
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
      {series.length > 1 && <Chart title={chartTitle(name)} x={series.map((s) => (s.at - series.at(-1)!.at) / 1000)} lines={[{ label: name, values: series.map((s) => s.value), color: "--line-1" }]} height={110} />}
      <Lately key={`history ${name}`} name={name} onRecord={onRecord} />
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
  const queue = queueOf(lab, name);
  if (queue) facts.push(["messages", `${queue.visible ?? "?"} visible, ${queue.inFlight ?? "?"} in flight, ${queue.delayed ?? "?"} delayed, ${queue.dead ?? "?"} dead`]);
  const store = storeOf(lab, name);
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

function chartTitle(name: string): string {
  const what = name.endsWith("-queue") ? "Messages" : name.endsWith("-replication") ? "Rows behind" : name.endsWith("-database") ? "Rows" : "Records delivered";
  return `${what}, last two minutes`;
}
