// Where records can go, drawn first and below everything, and what the two halves of the map are called.
import type { JSX } from "preact";
import { BOX_HEIGHT, CENTRE, DESTINATION, QUEUES, REGIONS, REGION_LABEL, ROUTER, SOURCE, STAGES, centre, laneBox, queueBox, stageBox, storeBox, type RegionName } from "./topology.js";
import type { LabStatus } from "./types.js";

export function Ways({ lab }: { lab: LabStatus }): JSX.Element {
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

export function RegionName({ region, lab }: { region: RegionName; lab: LabStatus }): JSX.Element {
  const box = queueBox(region, QUEUES[0]!);
  const offline = lab.routing?.find((r) => r.region === region)?.offline === true;
  return (
    <text class={`region-name ${offline ? "failed" : ""}`} x={box.x + box.w / 2} y={54} text-anchor="middle">
      {REGION_LABEL[region]}
      {offline ? " · ✕ offline" : ""}
    </text>
  );
}
