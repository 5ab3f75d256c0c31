// The nodes of their own kind: queues with depth and age, stores with rows, and the two ways of replication between stores.
import type { JSX } from "preact";
import { conditionOf, depthOf, isPaused, replicationOf, storeOf, queueOf } from "./health.js";
import { Node, type Shared } from "./node.js";
import { CENTRE, PAIR_OF, REGIONS, queueBox, storeBox, type RegionName } from "./topology.js";
import type { LiveStatus, StoreReplication } from "./types.js";
import { seconds } from "./words.js";

export function QueueNode({ live, region, queue, ...node }: Shared & { live: LiveStatus; region: RegionName; queue: string }): JSX.Element {
  const name = `${region}/${queue}-queue`;
  const box = queueBox(region, queue);
  const status = queueOf(node.lab, name);
  const depth = depthOf(status);
  const oldest = live.oldestSeconds[`${region}/${queue}`];
  const words = status && depth !== null
    ? depth === 0
      ? ["queue", "empty", status.dead ? `${status.dead} dead` : ""]
      : [status.dead ? `${status.dead} dead` : "", oldest !== undefined ? `oldest ${seconds(oldest)}` : "", `${status.visible} visible`, status.inFlight ? `${status.inFlight} in flight` : ""]
    : ["does not answer"];
  // On a scale that shows one message and a thousand.
  const part = depth ? Math.min(1, Math.log10(1 + depth) / 3) : 0;
  return (
    <Node {...node} name={name} box={box} title={queue} line={words.filter(Boolean).join(" · ")} shape="queue" count={String(depth ?? "?")}>
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
  const name = `${region}/${store}-database`;
  const rows = storeOf(node.lab, name)?.rows ?? null;
  const writer = PAIR_OF[store] ? node.lab.globalDatabases.find((d) => d.database === store)?.writer === region : false;
  const line = rows === null ? "does not answer" : `${rows} rows${writer ? " · writer" : ""}`;
  return <Node {...node} name={name} box={storeBox(region, store)} title={store} line={line} shape="store" />;
}

export function ReplicationLink({ store, ...node }: Shared & { store: string }): JSX.Element {
  const y = storeBox("r1", store).y;
  const from = storeBox("r1", store).x + storeBox("r1", store).w;
  const to = storeBox("r2", store).x;
  return (
    <g>
      {REGIONS.map((into, i) => {
        const name = `${into}/${store}-replication`;
        const replication = replicationOf(node.lab, name);
        const paused = isPaused(node.lab, name);
        const silent = conditionOf(node.lab, name).health === "silent";
        const at = y + 11 + i * 19;
        const [x1, x2] = into === "r1" ? [to - 3, from + 3] : [from + 3, to - 3];
        const words = paused ? `✕ paused${behind(replication)}` : silent ? "? does not answer" : lagWords(replication);
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
  return !r?.rowsBehind ? "" : `${r.rowsBehind} rows${r.secondsBehind ? `, ${seconds(r.secondsBehind)}` : ""}`;
}
