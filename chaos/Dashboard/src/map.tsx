// The map: both regions side by side, a record's way from top to bottom, the stores between them.
import type { JSX } from "preact";
import { Node } from "./node.js";
import { QueueNode, ReplicationLink, StoreNode } from "./nodes.js";
import { DESTINATION, HEIGHT, QUEUES, REGIONS, ROUTER, SOURCE, STAGES, WIDTH, awsBox, laneBox, pairBox, stageBox, type RegionName as Name } from "./topology.js";
import type { LabStatus, LiveStatus } from "./types.js";
import { RegionName, Ways } from "./ways.js";

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

const weightsLine = (lab: LabStatus): string => (lab.routing ? `weights ${lab.routing.map((r) => `${r.region} ${r.weight}`).join(" : ")}` : "does not answer");

function sharesLine(lab: LabStatus): string {
  const all = lab.routing?.reduce((sum, r) => sum + r.share, 0) ?? 0;
  return lab.routing?.map((r) => `${r.region} ${all ? Math.round((100 * r.share) / all) : 0} %${r.offline ? " offline" : r.healthy ? "" : " unhealthy"}`).join(" : ") ?? "";
}

function laneLine(lab: LabStatus, region: Name): string {
  if (lab.routing === null) return "does not answer";
  const route = lab.routing.find((r) => r.region === region);
  return route?.lane ? `${route.offline ? "offline, " : ""}leads to ${route.lane}` : "leads nowhere";
}

function stageLine(lab: LabStatus, region: Name, stage: string): string {
  return lab.components.find((c) => c.name === `${region}/${stage}`)?.detail ?? "container";
}
