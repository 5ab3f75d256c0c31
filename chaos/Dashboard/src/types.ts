// The API's messages, as GET /api/openapi.json describes them: only what the page reads.

export interface ComponentStatus {
  name: string;
  state: string;
  detail: string | null;
  address: string;
  processId: number | null;
  container: string | null;
}

export interface QueueStatus {
  region: string;
  queue: string;
  visible: number | null;
  inFlight: number | null;
  delayed: number | null;
  dead: number | null;
}

export interface StoreStatus {
  region: string;
  store: string;
  rows: number | null;
}

export interface ActiveFault {
  id: string;
  target: string;
  kind: string;
  by: string;
  from: string;
  until: string | null;
  evidence: string;
  means: string | null;
}

export interface RegionRoute {
  region: string;
  weight: number;
  share: number;
  offline: boolean;
  healthy: boolean;
  lane: string | null;
}

export interface GlobalDatabase {
  database: string;
  writer: string | null;
  pendingFence: string | null;
  rowsLacking: string[];
  problem: string | null;
}

export interface StoreReplication {
  store: string;
  into: string;
  rowsBehind: number | null;
  secondsBehind: number | null;
  paused: boolean | null;
  problem: string | null;
}

export interface LabStatus {
  engine: string;
  at: string;
  components: ComponentStatus[];
  queues: QueueStatus[];
  stores: StoreStatus[];
  faults: ActiveFault[];
  delivered: number | null;
  routing: RegionRoute[] | null;
  globalDatabases: GlobalDatabase[];
  replication: StoreReplication[];
}

export interface RunSummary {
  id: string;
  state: string;
  scenario: string | null;
  engine: string | null;
  seed: number | null;
  verdict: string | null;
  startedAt: string | null;
  seconds: number | null;
}

export interface RunList {
  current: RunSummary | null;
  runs: RunSummary[];
}

export interface LiveStatus {
  lab: LabStatus;
  published: number | null;
  oldestSeconds: Record<string, number>;
  run: RunSummary | null;
}

export interface LivePoint {
  at: string;
  published: number | null;
  delivered: number | null;
  // Null as soon as one queue did not answer.
  waiting: number | null;
  faults: number;
}

export interface LiveMove {
  record: string;
  what: "acknowledged" | "received" | "stored" | "accepted" | "delivered";
  component: string;
  queue: string | null;
  at: string;
}

export interface HistoryEvent {
  event: string;
  at: string;
  component: string;
  life?: string;
  record?: string;
  batch?: number;
  queue?: string;
  store?: string;
  region?: string;
  attempt?: number;
  fresh?: boolean;
  state?: string;
  target?: string;
  kind?: string;
  by?: string;
  count?: number;
  detail?: string;
}

export interface Target {
  name: string;
  sort: string;
  host: string | null;
  kinds: string[];
}

export interface Catalogue {
  engine: string;
  targets: Target[];
  scenarios: { name: string; description: string; fewestBatches: number }[];
  invariants: string[];
}

export interface Violation {
  invariant: string;
  record: string | null;
  component: string | null;
  what: string;
}

export interface Finding {
  number: number;
  invariant: string;
  status: "Held" | "Violated" | "Unknown" | "Waiting";
  evidence: string;
  violations: Violation[];
  waiting: string[];
  unknown: string[];
}

// What the running judge found to hold, and of which moment that is true.
export interface HeldSoFar {
  at: string;
  invariants: string[];
}

export interface ReportData {
  id: string;
  verdict: string;
  replay: string | null;
  run: {
    scenario: string;
    engine: string;
    seed: number;
    batches: number;
    batchSize: number;
    startedAt: string;
    seconds: number | null;
    plan: { id: string; target: string; kind: string; coveredBy: string | null }[];
    confirmed: { at: string; what: string; evidence: string; batch: number | null }[];
  } | null;
  findings: Finding[];
  missingEvidence: string[];
  figures: {
    published: number | null;
    acknowledged: number | null;
    delivered: number | null;
    lost: number;
    duplicates: number | null;
    replayed: number;
    retried: number | null;
    largestReplicationLagMs: Record<string, number>;
    secondsToDrainAfterRecovery: number | null;
    secondsToDetect: number | null;
    faultsNoticed: number | null;
  };
  faults: {
    target: string;
    kind: string;
    from: number | null;
    until: number | null;
    recoveredAfter: number | null;
    by: string | null;
    evidence: string | null;
  }[];
  timeline: {
    seconds: number[];
    published: (number | null)[];
    delivered: (number | null)[];
    waiting: (number | null)[];
    queues: Record<string, (number | null)[]>;
  };
  latencies: { name: string; count: number; p50Ms: number; p95Ms: number; p99Ms: number; maxMs: number; counts: number[] }[];
  lags: { store: string; seconds: number[]; milliseconds: number[] }[];
  journeys: { record: string; events: HistoryEvent[] }[];
}
