// Records on the map, as numbers: where each is, where it flies to, when it arrives. No drawing here, and no clock but the one given.
import type { LiveMove } from "./types.js";
import { DESTINATION, REGIONS, SOURCE, STAGES, ROUTER, centre, laneBox, queueBox, stageBox, storeBox, type Box, type RegionName } from "./topology.js";

export const MOST_RECORDS = 4_000;
const FLIGHT_MS = 420;
const FADE_MS = 700;
const MOST_LEGS = 8;
const MOST_SPARKS = 400;
const REACH = 7;
const CROWD = 4;
const CROWD_REACH = 16;

type Point = [number, number];

interface Flight {
  record: string;
  at: Point;
  from: Point;
  legs: Point[];
  begun: number;
  gone: number | null;
}

export interface Spark {
  at: Point;
  begun: number;
}

export class Flights {
  readonly records = new Map<string, Flight>();
  sparks: Spark[] = [];

  // While nobody sees the page, nothing is drawn and so nothing advanced: what has arrived goes at once then, and nothing glows.
  take(moves: LiveMove[], now: number, seen = true): void {
    if (this.records.size >= MOST_RECORDS) this.dropGone();
    for (const move of moves) {
      const legs = legsOf(move);
      if (move.what === "stored") {
        const [region, stage] = move.component.split("/") as [RegionName, string];
        if (seen && STAGES.includes(stage)) this.sparks.push({ at: centre(storeBox(region, stage)), begun: now });
      }
      if (legs.length === 0) continue;
      let flight = this.records.get(move.record);
      if (!flight) {
        if (this.records.size >= MOST_RECORDS) continue;
        const start = move.what === "acknowledged" ? centre(SOURCE) : scatter(legs[0]!, move.record);
        flight = { record: move.record, at: start, from: start, legs: [], begun: now, gone: null };
        this.records.set(move.record, flight);
      }
      if (flight.legs.length === 0) {
        flight.from = flight.at;
        flight.begun = now;
      }
      flight.legs.push(...legs.map((leg) => scatter(leg, move.record)));
      // Who is far behind takes the shortest way.
      if (flight.legs.length > MOST_LEGS) flight.legs.splice(0, flight.legs.length - MOST_LEGS);
      flight.gone = move.what === "delivered" ? Infinity : null;
    }
    this.sparks = this.sparks.filter((s) => now - s.begun < FADE_MS).slice(-MOST_SPARKS);
    if (!seen) this.dropGone();
  }

  // Moves everything to a moment; false when nothing moves any more and nothing need be drawn again.
  advance(now: number): boolean {
    let moving = false;
    for (const flight of this.records.values()) {
      while (flight.legs.length > 0) {
        const took = FLIGHT_MS / Math.max(1, flight.legs.length / 2);
        const part = (now - flight.begun) / took;
        const to = flight.legs[0]!;
        if (part < 1) {
          const eased = part * part * (3 - 2 * part);
          flight.at = [flight.from[0] + (to[0] - flight.from[0]) * eased, flight.from[1] + (to[1] - flight.from[1]) * eased];
          break;
        }
        flight.at = flight.from = to;
        flight.begun += took;
        flight.legs.shift();
      }
      if (flight.legs.length > 0) moving = true;
      else if (flight.gone !== null) {
        if (flight.gone === Infinity) flight.gone = now + FADE_MS;
        if (now > flight.gone) this.records.delete(flight.record);
        moving = true;
      }
    }
    this.sparks = this.sparks.filter((s) => now - s.begun < FADE_MS);
    return moving || this.sparks.length > 0;
  }

  private dropGone(): void {
    for (const flight of this.records.values()) if (flight.gone !== null) this.records.delete(flight.record);
  }

  // The record at a point of the map, for who clicks on it. In a crowd nobody can mean one of them: the click is the queue's.
  at([x, y]: Point): string | null {
    let nearest: string | null = null;
    let best = REACH;
    let near = 0;
    for (const flight of this.records.values()) {
      const away = Math.hypot(flight.at[0] - x, flight.at[1] - y);
      if (away <= CROWD_REACH) near++;
      if (away <= best) [nearest, best] = [flight.record, away];
    }
    return near <= CROWD ? nearest : null;
  }

  // When no queue holds anything, whatever is still drawn was missed while nobody looked.
  clear(): void {
    for (const flight of this.records.values()) if (flight.legs.length === 0 && flight.gone === null) flight.gone = Infinity;
  }
}

function legsOf(move: LiveMove): Point[] {
  const [queueRegion, queue] = (move.queue?.split("/") ?? []) as [RegionName | undefined, string | undefined];
  const [region, stage] = move.component.split("/") as [RegionName, string | undefined];
  switch (move.what) {
    case "acknowledged":
      return queueRegion && queue ? [centre(ROUTER), place(queueBox(queueRegion, queue))] : [];
    case "accepted":
      return queueRegion && queue ? [place(queueBox(queueRegion, queue))] : [];
    case "received":
      return stage && REGIONS.includes(region) && STAGES.includes(stage) ? [place(stageBox(region, stage))] : queueRegion ? [place(laneBox(queueRegion))] : [];
    case "delivered":
      return [place(DESTINATION)];
    case "stored":
      return [];
  }
}

// Where records lie in a box: at its lower right, beside what is written there.
const place = (box: Box): Point => [box.x + box.w * 0.75, box.y + box.h * 0.68];

// Many records in one place lie beside each other, each always at the same spot.
function scatter([x, y]: Point, record: string): Point {
  let hash = 2166136261;
  for (let i = 0; i < record.length; i++) hash = Math.imul(hash ^ record.charCodeAt(i), 16777619);
  const unit = (bits: number): number => ((hash >>> bits) & 1023) / 1023 - 0.5;
  return [x + unit(0) * 84, y + unit(11) * 16];
}
