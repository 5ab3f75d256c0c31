// The nodes of their own kind: queues with depth and age, stores with rows, and the two ways of replication between stores.
import type { JSX } from "preact";
import { Node, type Shared } from "./node.js";
import { CENTRE, PAIR_OF, REGIONS, queueBox, storeBox, type RegionName } from "./topology.js";
import type { LiveStatus, StoreReplication } from "./types.js";
import { faultOn, seconds } from "./words.js";

export function QueueNode({ live, region, queue, ...node }: Shared & { live: LiveStatus; region: RegionName; queue: string }): JSX.Element {
  const box = queueBox(region, queue);
  const status = node.lab.queues.find((q) => q.region === region && q.queue === queue);
  const answers = status !== undefined && status.visible !== null;
  const depth = answers ? (status.visible ?? 0) + (status.inFlight ?? 0) + (status.delayed ?? 0) : null;
  const oldest = live.oldestSeconds[`${region}/${queue}`];
  const words = answers
    ? depth === 0
      ? ["queue", "empty", status.dead ? `${status.dead} dead` : ""]
      : [status.dead ? `${status.dead} dead` : "", oldest !== undefined ? `oldest ${seconds(oldest)}` : "", `${status.visible} visible`, status.inFlight ? `${status.inFlight} in flight` : ""]
    : ["does not answer"];
  // On a scale that shows one message and a thousand.
  const part = depth ? Math.min(1, Math.log10(1 + depth) / 3) : 0;
  return (
    <Node {...node} name={`${region}/${queue}-queue`} box={box} title={queue} line={words.filter(Boolean).join(" · ")} shape="queue" count={String(depth ?? "?")} {...(answers ? {} : { note: "does not answer" })}>
      <>
        <rect class="fill" x={box.x + 1} y={box.y + box.h - 4} width={(box.w - 2) * part} height={3} />
        <text class="count" x={box.x + box.w - 8} y={box.y + 17} text-anchor="end">
          {depth ?? "?"}
        </text>
      </>
    </Node>
  );
}

export function StoreNode({ region, store, ...node }: Shared & { region: RegionName; store: string }): JSX.Element {
  const rows = node.lab.stores.find((s) => s.region === region && s.store === store)?.rows ?? null;
  const writer = PAIR_OF[store] ? node.lab.globalDatabases.find((d) => d.database === store)?.writer === region : false;
  const line = rows === null ? "does not answer" : `${rows} rows${writer ? " · writer" : ""}`;
  return (
    <Node {...node} name={`${region}/${store}-database`} box={storeBox(region, store)} title={store} line={line} shape="store" {...(rows === null ? { note: line } : {})} />
  );
}

export function ReplicationLink({ store, ...node }: Shared & { store: string }): JSX.Element {
  const y = storeBox("r1", store).y;
  const from = storeBox("r1", store).x + storeBox("r1", store).w;
  const to = storeBox("r2", store).x;
  return (
    <g>
      {REGIONS.map((into, i) => {
        const replication = node.lab.replication.find((r) => r.store === store && r.into === into);
        const name = `${into}/${store}-replication`;
        const failed = faultOn(node.lab, name) ?? faultOn(node.lab, "replication");
        const paused = failed !== undefined || replication?.paused === true;
        const at = y + 11 + i * 19;
        const [x1, x2] = into === "r1" ? [to - 3, from + 3] : [from + 3, to - 3];
        const words = paused ? `✕ paused${behind(replication)}` : lagWords(replication);
        return (
          <g
            key={into}
            class={`link ${paused ? "failed" : ""}${node.selected === name ? " selected" : ""}`}
            data-name={name}
            role="button"
            tabindex={0}
            aria-label={`${words || "no lag"}. ${name}${replication?.problem ? `: ${replication.problem}` : ""}`}
            aria-pressed={node.selected === name}
            onClick={() => node.onSelect(name)}
            onKeyDown={(e) => (e.key === "Enter" || e.key === " ") && (e.preventDefault(), node.onSelect(name))}
          >
            <rect class="touch" x={from + 2} y={at - 9} width={to - from - 4} height={17} />
            <line x1={x1} x2={x2} y1={at} y2={at} marker-end="url(#tip)" />
            <text x={CENTRE} y={at - 2.5} text-anchor="middle" aria-hidden="true">
              {words}
            </text>
          </g>
        );
      })}
    </g>
  );
}

const behind = (r: StoreReplication | undefined): string => (r?.rowsBehind ? `, ${r.rowsBehind}` : "");

function lagWords(r: StoreReplication | undefined): string {
  if (!r || r.rowsBehind === null) return "lag ?";
  return r.rowsBehind === 0 ? "" : `${r.rowsBehind} rows${r.secondsBehind ? `, ${seconds(r.secondsBehind)}` : ""}`;
}
