// The map: both regions side by side, a record's way from top to bottom, the stores between them.
import type { JSX } from "preact";
import type { LabStatus, LiveStatus, StoreReplication } from "./types.js";
import { BOX_HEIGHT, CENTRE, DESTINATION, HEIGHT, PAIR_OF, QUEUES, REGIONS, REGION_LABEL, ROUTER, SOURCE, STAGES, WIDTH } from "./topology.js";
import { awsBox, centre, laneBox, pairBox, queueBox, stageBox, storeBox, type Box, type RegionName } from "./topology.js";
import { SIGN, WORD, faultLine, faultOn, healthOf, seconds, type Health } from "./words.js";

interface MapProps {
  live: LiveStatus;
  selected: string | null;
  onSelect: (name: string) => void;
}

export function LabMap({ live, selected, onSelect }: MapProps): JSX.Element {
  const lab = live.lab;
  const node = { lab, selected, onSelect };
  return (
    <svg class="map" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="group" aria-label="Map of the lab">
      <defs>
        <pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="7" height="7" class="hatch-ground" />
          <rect width="2.4" height="7" class="hatch-line" />
        </pattern>
        <marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="6" markerHeight="6" orient="auto">
          <path d="M0 0L8 4L0 8z" class="tip" />
        </marker>
      </defs>
      <Ways lab={lab} />
      {REGIONS.map((region) => (
        <RegionName key={region} region={region} lab={lab} />
      ))}
      {REGIONS.map((region) => (
        <Node key={`${region}/aws`} {...node} name={`${region}/aws`} box={awsBox(region)} title={`AWS ${region}`} shape="bar" />
      ))}
      {REGIONS.flatMap((region) =>
        ["ingress", "egress"].map((pair) => (
          <Node key={`${region}/${pair}`} {...node} name={`${region}/aurora-${pair}`} box={pairBox(region, pair)} title={`aurora-${pair}`} shape="group" />
        )),
      )}
      <Node {...node} name="record-source" box={SOURCE} title="Record source" line={live.published === null ? "" : `${live.published} published`} />
      <Node {...node} name="dns-router" box={ROUTER} title="in-DNS" line={weightsLine(lab)} second={sharesLine(lab)} />
      {REGIONS.flatMap((region) => QUEUES.map((queue) => <QueueNode key={`${region}/${queue}`} {...node} live={live} region={region} queue={queue} />))}
      {REGIONS.flatMap((region) =>
        STAGES.map((stage) => (
          <Node key={`${region}/${stage}`} {...node} name={`${region}/${stage}`} box={stageBox(region, stage)} title={stage} line={stageLine(lab, region, stage)} shape="stage" />
        )),
      )}
      {REGIONS.flatMap((region) => STAGES.map((store) => <StoreNode key={`${region}/${store}`} {...node} region={region} store={store} />))}
      {STAGES.map((store) => (
        <ReplicationLink key={store} {...node} store={store} />
      ))}
      {REGIONS.map((region) => (
        <Node key={`${region}/routing`} {...node} name={`${region}/routing`} box={laneBox(region)} title={`out-DNS ${region}`} line={laneLine(lab, region)} />
      ))}
      <Node {...node} name="record-destination" box={DESTINATION} title="Record destination" line={lab.delivered === null ? "count not known" : `${lab.delivered} delivered`} />
    </svg>
  );
}

interface NodeProps {
  lab: LabStatus;
  selected: string | null;
  onSelect: (name: string) => void;
  name: string;
  box: Box;
  title: string;
  line?: string;
  second?: string;
  note?: string;
  count?: string;
  shape?: "box" | "stage" | "store" | "queue" | "bar" | "group";
  children?: JSX.Element | null;
}

// One thing that can be looked at and failed. What it says, a screen reader hears, and the keyboard reaches it.
function Node({ lab, selected, onSelect, name, box, title, line, second, note, count, shape = "box", children }: NodeProps): JSX.Element {
  const fault = faultOn(lab, name);
  const component = lab.components.find((c) => c.name === name);
  const own: Health = component ? healthOf(component.state) : note === undefined ? "works" : "silent";
  const health: Health = fault && own === "works" ? "down" : own;
  const why = fault ? faultLine(fault, Date.parse(lab.at)) : health === "works" ? line : (component?.detail ?? note ?? line);
  const clipped = clip(why ?? "", Math.floor((box.w - (shape === "stage" ? 38 : 14)) / 5.3));
  const one = shape === "bar" ? `${SIGN[health]} ${title}${why ? ` · ${why}` : ""}` : clip(`${SIGN[health]} ${fault ? why : health === "works" ? title : `${title} ${why}`}`, 25);
  // What is written there comes first, so that who speaks to the page can name what they see.
  const written = shape === "bar" || shape === "group" ? one : [count, SIGN[health], title, clipped, second].filter((t) => t !== undefined && t !== "").join(" ");
  const label = `${written}. ${name}: ${fault ? `failed, ${faultLine(fault, Date.parse(lab.at))}` : WORD[health]}${line ? `, ${line}` : ""}${second ? `, ${second}` : ""}`;
  const act = (e: KeyboardEvent): void => {
    if (e.key === "Enter" || e.key === " ") {
      e.preventDefault();
      onSelect(name);
    }
  };
  return (
    <g
      class={`node ${shape} ${health}${selected === name ? " selected" : ""}${fault ? " failed" : ""}`}
      data-name={name}
      data-health={health}
      role="button"
      tabindex={0}
      aria-label={label}
      aria-pressed={selected === name}
      onClick={() => onSelect(name)}
      onKeyDown={act}
    >
      <rect class="body" x={box.x} y={box.y} width={box.w} height={box.h} rx={shape === "stage" ? box.h / 2 : shape === "store" ? 10 : 5} />
      {/* The label says it all; read twice it would be noise. Blanks between the texts make words of them. */}
      <g aria-hidden="true">
        {children}{" "}
        {shape === "bar" ? (
          <text class="title" transform={`translate(${box.x + box.w / 2 + 4} ${box.y + box.h / 2}) rotate(-90)`} text-anchor="middle">
            {one}
          </text>
        ) : shape === "group" ? (
          <text class="title small" x={box.x + 8} y={box.y + 13}>
            {one}
          </text>
        ) : (
          <>
            <text class="sign" x={box.x + (shape === "stage" ? 14 : 9)} y={box.y + 16}>
              {SIGN[health]}
            </text>{" "}
            <text class="title" x={box.x + (shape === "stage" ? 29 : 24)} y={box.y + 16}>
              {title}
            </text>{" "}
            <text class="line" x={box.x + (shape === "stage" ? 29 : 9)} y={box.y + 30}>
              {clipped}
            </text>{" "}
            {second && (
              <text class="line" x={box.x + 9} y={box.y + 43}>
                {second}
              </text>
            )}
          </>
        )}
      </g>
    </g>
  );
}

type Shared = Pick<NodeProps, "lab" | "selected" | "onSelect">;

function QueueNode({ live, region, queue, ...node }: Shared & { live: LiveStatus; region: RegionName; queue: string }): JSX.Element {
  const box = queueBox(region, queue);
  const status = node.lab.queues.find((q) => q.region === region && q.queue === queue);
  const answers = status !== undefined && status.visible !== null;
  const depth = answers ? (status.visible ?? 0) + (status.inFlight ?? 0) + (status.delayed ?? 0) : null;
  const oldest = live.oldestSeconds[`${region}/${queue}`];
  const words = answers
    ? ["queue", depth === 0 ? "empty" : `${status.visible} visible`, depth ? `${status.inFlight} in flight` : "", status.dead ? `${status.dead} dead` : "", depth && oldest !== undefined ? seconds(oldest) : ""]
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

function StoreNode({ region, store, ...node }: Shared & { region: RegionName; store: string }): JSX.Element {
  const rows = node.lab.stores.find((s) => s.region === region && s.store === store)?.rows ?? null;
  const writer = PAIR_OF[store] ? node.lab.globalDatabases.find((d) => d.database === store)?.writer === region : false;
  const line = rows === null ? "does not answer" : `${rows} rows${writer ? " · writer" : ""}`;
  return (
    <Node {...node} name={`${region}/${store}-database`} box={storeBox(region, store)} title={store} line={line} shape="store" {...(rows === null ? { note: line } : {})} />
  );
}

function ReplicationLink({ store, ...node }: Shared & { store: string }): JSX.Element {
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

// Where records can go: drawn first, below everything.
function Ways({ lab }: { lab: LabStatus }): JSX.Element {
  const route = (region: RegionName) => lab.routing?.find((r) => r.region === region);
  return (
    <g class="ways" aria-hidden="true">
      <line x1={CENTRE} y1={SOURCE.y + BOX_HEIGHT} x2={CENTRE} y2={ROUTER.y} />
      {REGIONS.map((region) => {
        const first = queueBox(region, QUEUES[0]!);
        const last = queueBox(region, QUEUES[5]!);
        const lane = laneBox(region);
        const x = centre(first)[0];
        const inner = region === "r1" ? first.x + first.w : first.x;
        const led = (route(region)?.lane ?? region) as RegionName;
        const out = queueBox(led, QUEUES[5]!);
        return (
          <g key={region}>
            <line class={route(region)?.share === 0 ? "shut" : ""} x1={region === "r1" ? ROUTER.x : ROUTER.x + ROUTER.w} y1={ROUTER.y + 34} x2={inner} y2={centre(first)[1]} />
            <line x1={x} y1={first.y} x2={x} y2={last.y + last.h} />
            {STAGES.map((stage) => {
              const box = stageBox(region, stage);
              const store = storeBox(region, stage);
              const y = centre(box)[1];
              return <line key={stage} x1={region === "r1" ? box.x + box.w : box.x} y1={y} x2={region === "r1" ? store.x : store.x + store.w} y2={y} />;
            })}
            <line class={led === region ? "" : "over"} x1={led === "r1" ? out.x + out.w : out.x} y1={centre(out)[1]} x2={region === "r1" ? lane.x : lane.x + lane.w} y2={centre(lane)[1]} />
            <line x1={centre(lane)[0]} y1={lane.y + lane.h} x2={region === "r1" ? DESTINATION.x + 30 : DESTINATION.x + DESTINATION.w - 30} y2={DESTINATION.y} />
          </g>
        );
      })}
    </g>
  );
}

function RegionName({ region, lab }: { region: RegionName; lab: LabStatus }): JSX.Element {
  const box = queueBox(region, QUEUES[0]!);
  const offline = lab.routing?.find((r) => r.region === region)?.offline === true;
  return (
    <text class={`region-name ${offline ? "failed" : ""}`} x={box.x + box.w / 2} y={54} text-anchor="middle">
      {REGION_LABEL[region]}
      {offline ? " · ✕ offline" : ""}
    </text>
  );
}

const weightsLine = (lab: LabStatus): string => (lab.routing ? `weights ${lab.routing.map((r) => `${r.region} ${r.weight}`).join(" : ")}` : "does not answer");

function sharesLine(lab: LabStatus): string {
  const all = lab.routing?.reduce((sum, r) => sum + r.share, 0) ?? 0;
  return lab.routing?.map((r) => `${r.region} ${all ? Math.round((100 * r.share) / all) : 0} %${r.offline ? " offline" : r.healthy ? "" : " unhealthy"}`).join(" : ") ?? "";
}

function laneLine(lab: LabStatus, region: RegionName): string {
  const route = lab.routing?.find((r) => r.region === region);
  return route?.lane ? `${route.offline ? "offline, " : ""}leads to ${route.lane}` : "leads nowhere";
}

function stageLine(lab: LabStatus, region: RegionName, stage: string): string {
  return lab.components.find((c) => c.name === `${region}/${stage}`)?.detail ?? "container";
}

const behind = (r: StoreReplication | undefined): string => (r?.rowsBehind ? `, ${r.rowsBehind}` : "");

function lagWords(r: StoreReplication | undefined): string {
  if (!r || r.rowsBehind === null) return "lag ?";
  return r.rowsBehind === 0 ? "" : `${r.rowsBehind} rows${r.secondsBehind ? `, ${seconds(r.secondsBehind)}` : ""}`;
}

const clip = (text: string, most: number): string => (text.length > most ? `${text.slice(0, Math.max(1, most - 1))}…` : text);
