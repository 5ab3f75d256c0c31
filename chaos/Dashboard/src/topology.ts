// The lab's names and where they stand on the map, in the map's own units.
export const REGIONS = ["r1", "r2"] as const;
export type RegionName = (typeof REGIONS)[number];

export const REGION_LABEL: Record<RegionName, string> = { r1: "Region 1 · us-east-1", r2: "Region 2 · us-west-2" };
export const QUEUES = ["inbound", "inbound-preprocess", "preprocess-core", "core-postprocess", "postprocess-outbound", "outbound"];
export const STAGES = ["inbound", "preprocess", "core", "postprocess", "outbound"];
export const PAIR_OF: Record<string, string> = { inbound: "ingress", preprocess: "ingress", postprocess: "egress", outbound: "egress" };

export const WIDTH = 920;
export const HEIGHT = 664;
export const CENTRE = WIDTH / 2;
export const BOX_WIDTH = 206;
export const BOX_HEIGHT = 38;
export const STORE_WIDTH = 124;

const TOP = 92;
const STEP = 47;

export interface Box {
  x: number;
  y: number;
  w: number;
  h: number;
}

export const centre = (box: Box): [number, number] => [box.x + box.w / 2, box.y + box.h / 2];

// Region 2 is region 1's mirror image, so the two halves of a global database face each other.
const mirrored = (region: RegionName, x: number, w: number): number => (region === "r1" ? x : WIDTH - x - w);
const chain = (region: RegionName, row: number): Box => ({ x: mirrored(region, 40, BOX_WIDTH), y: TOP + row * STEP, w: BOX_WIDTH, h: BOX_HEIGHT });

export const queueBox = (region: RegionName, queue: string): Box => chain(region, 2 * QUEUES.indexOf(queue));
export const stageBox = (region: RegionName, stage: string): Box => chain(region, 2 * STAGES.indexOf(stage) + 1);
export const storeBox = (region: RegionName, store: string): Box => ({
  x: mirrored(region, 274, STORE_WIDTH),
  y: TOP + (2 * STAGES.indexOf(store) + 1) * STEP,
  w: STORE_WIDTH,
  h: BOX_HEIGHT,
});
export const pairBox = (region: RegionName, pair: string): Box => {
  const stages = STAGES.filter((s) => PAIR_OF[s] === pair);
  const first = storeBox(region, stages[0]!);
  const last = storeBox(region, stages[1]!);
  return { x: first.x - 8, y: first.y - 19, w: first.w + 16, h: last.y + last.h - first.y + 22 };
};
export const awsBox = (region: RegionName): Box => ({ x: mirrored(region, 8, 24), y: TOP, w: 24, h: 10 * STEP + BOX_HEIGHT });
export const SOURCE: Box = { x: CENTRE - 85, y: 6, w: 170, h: BOX_HEIGHT };
export const ROUTER: Box = { x: CENTRE - 122, y: 57, w: 244, h: 50 };
export const laneBox = (region: RegionName): Box => ({ x: mirrored(region, 274, STORE_WIDTH), y: TOP + 10 * STEP, w: STORE_WIDTH, h: BOX_HEIGHT });
export const DESTINATION: Box = { x: CENTRE - 105, y: HEIGHT - BOX_HEIGHT - 8, w: 210, h: BOX_HEIGHT };

// Where a component of that name stands; null for what has no place of its own.
export function boxOf(name: string): Box | null {
  if (name === "record-source") return SOURCE;
  if (name === "record-destination") return DESTINATION;
  if (name === "dns-router") return ROUTER;
  const [region, part] = name.split("/") as [RegionName, string | undefined];
  if (!part || !REGIONS.includes(region)) return null;
  if (part === "aws") return awsBox(region);
  if (part === "routing") return laneBox(region);
  if (part.startsWith("aurora-")) return pairBox(region, part.slice("aurora-".length));
  if (part.endsWith("-queue")) return queueBox(region, part.slice(0, -"-queue".length));
  if (part.endsWith("-database")) return storeBox(region, part.slice(0, -"-database".length));
  if (part.endsWith("-replication")) return storeBox(region, part.slice(0, -"-replication".length));
  return STAGES.includes(part) ? stageBox(region, part) : null;
}
