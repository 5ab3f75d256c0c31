// One record's journey as a sequence diagram: who did what with it, in the order of time, in both regions.
import type { JSX } from "preact";
import { STAGES } from "./topology.js";
import type { HistoryEvent } from "./types.js";
import { clock, milliseconds } from "./words.js";

const stagesOf = (region: string): string[] => STAGES.map((s) => `${region}/${s}`);

// From left to right as it travels; where it was in both regions, the second is the first one's mirror image, as on the map.
function lanesOf(events: HistoryEvent[]): string[] {
  const there = new Set(events.map((e) => e.component));
  const [one, two] = ["r1", "r2"].map((region) => stagesOf(region).filter((s) => there.has(s))) as [string[], string[]];
  const lanes = ["record-source", ...one, ...(one.length > 0 ? two.reverse() : two), "record-destination"].filter((lane) => there.has(lane));
  return [...lanes, ...[...there].filter((other) => !lanes.includes(other))];
}
const ROW = 24;

// Beside the map there is little room: names stand aslant and what happened is written over the lanes.
const WIDE = { head: 44, left: 118, lane: 84, right: 110 };
const ROOM = 84;
const NARROW = { head: 106, left: 66, lane: 40, right: 26 };

const WHAT: Record<string, string> = {
  publishing: "sent",
  acknowledged: "acknowledged",
  refused: "refused",
  unknown: "no answer",
  received: "received",
  stored: "stored",
  accepted: "sent on",
  removing: "removing",
  removed: "removed",
  delivered: "delivered",
  rejected: "rejected",
};

export function Sequence({ events, narrow = false }: { events: HistoryEvent[]; narrow?: boolean }): JSX.Element {
  const { head, left, lane: step, right } = narrow ? NARROW : WIDE;
  const lanes = lanesOf(events);
  const width = left + lanes.length * step + right;
  const height = head + events.length * ROW + 12;
  const x = (component: string): number => left + lanes.indexOf(component) * step + step / 2;
  const began = events[0] ? Date.parse(events[0].at) : 0;
  return (
    <div class="sequence" tabindex={0} role="region" aria-label="Sequence diagram">
      <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`${events.length} events in ${lanes.length} components; the table below tells them in words`}>
        {lanes.map((lane) => (
          <g key={lane}>
            <text class="lane" {...(narrow ? { transform: `translate(${x(lane) - 4} ${head - 22}) rotate(-50)` } : { x: x(lane), y: 16, "text-anchor": "middle" })}>
              {lane.replace("record-", "")}
            </text>
            <line class="life" x1={x(lane)} x2={x(lane)} y1={head - 20} y2={height - 4} />
          </g>
        ))}
        {events.map((e, i) => {
          const y = head + i * ROW;
          const leftwards = narrow && x(e.component) + ROOM > width;
          const before = i > 0 ? events[i - 1]! : null;
          // A record that turns up somewhere else came by a queue.
          const came = before && e.event === "received" && before.component !== e.component ? sender(events, i) : null;
          return (
            <g key={i} class={`step ${e.event}`}>
              <text class="when" x={8} y={y + 4}>
                {i === 0 ? clock(e.at) : `+${milliseconds(Date.parse(e.at) - began)}`}
              </text>
              {came && (
                <>
                  <line class="arrow" x1={x(came)} x2={x(e.component) + (x(came) < x(e.component) ? -6 : 6)} y1={y - ROW / 2} y2={y} />
                  <circle class="arrow-start" cx={x(came)} cy={y - ROW / 2} r={2} />
                </>
              )}
              <circle cx={x(e.component)} cy={y} r={4.5} />
              <text class="what" x={x(e.component) + (leftwards ? -10 : 10)} y={y + 4} text-anchor={leftwards ? "end" : "start"}>
                {`${WHAT[e.event] ?? e.event}${(e.attempt ?? 1) > 1 ? ` (${e.attempt}. time)` : ""}${e.fresh === false ? ", was there" : ""}`}
              </text>
            </g>
          );
        })}
      </svg>
    </div>
  );
}

// The last one before that sent it on, or the source.
function sender(events: HistoryEvent[], until: number): string | null {
  for (let i = until - 1; i >= 0; i--) {
    const e = events[i]!;
    if ((e.event === "accepted" || e.event === "acknowledged") && e.queue === events[until]!.queue) return e.component;
  }
  return null;
}

export function EventTable({ events }: { events: HistoryEvent[] }): JSX.Element {
  return (
    <details>
      <summary>{events.length} events as a table</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">when</th>
            <th scope="col">who</th>
            <th scope="col">what</th>
            <th scope="col">where</th>
          </tr>
        </thead>
        <tbody>
          {events.map((e, i) => (
            <tr key={i}>
              <td>{e.at.slice(11, 23)}</td>
              <td>{e.component}</td>
              <td>{e.event}</td>
              <td>{[e.queue, e.store, e.region, e.detail].filter(Boolean).join(" · ")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
