// How each thing of the lab is, judged once for map and panel. What is not known stays null: nothing is made a nought of.
import type { LabStatus, QueueStatus, StoreReplication, StoreStatus } from "./types.js";
import { WORD, faultOn, healthOf, type Health } from "./words.js";

export const queueOf = (lab: LabStatus, name: string): QueueStatus | undefined => lab.queues.find((q) => `${q.region}/${q.queue}-queue` === name);
export const storeOf = (lab: LabStatus, name: string): StoreStatus | undefined => lab.stores.find((s) => `${s.region}/${s.store}-database` === name);
export const replicationOf = (lab: LabStatus, name: string): StoreReplication | undefined => lab.replication.find((r) => `${r.into}/${r.store}-replication` === name);

// Messages in a queue; null of one that does not answer.
export function depthOf(queue: QueueStatus | undefined): number | null {
  if (!queue || queue.visible === null || queue.inFlight === null || queue.delayed === null) return null;
  return queue.visible + queue.inFlight + queue.delayed;
}

// Messages in all queues; null as soon as one of them does not answer.
export function waitingIn(lab: LabStatus): number | null {
  let sum = 0;
  for (const queue of lab.queues) {
    const depth = depthOf(queue);
    if (depth === null) return null;
    sum += depth;
  }
  return sum;
}

// A fault on all of replication pauses each.
export const isPaused = (lab: LabStatus, name: string): boolean => (faultOn(lab, name) ?? faultOn(lab, "replication")) !== undefined || replicationOf(lab, name)?.paused === true;

export function conditionOf(lab: LabStatus, name: string): { health: Health; word: string } {
  const own = ownHealth(lab, name);
  if (faultOn(lab, name)) return { health: own === "works" || own === "silent" ? "down" : own, word: "is failed" };
  if (name.endsWith("-replication") && isPaused(lab, name)) return { health: "down", word: "is paused" };
  return { health: own, word: WORD[own] };
}

// Of what is no component, whether it answers.
function ownHealth(lab: LabStatus, name: string): Health {
  const component = lab.components.find((c) => c.name === name);
  if (component) return healthOf(component.state);
  if (name.endsWith("-queue")) return depthOf(queueOf(lab, name)) === null ? "silent" : "works";
  if (name.endsWith("-database")) return typeof storeOf(lab, name)?.rows === "number" ? "works" : "silent";
  if (name.endsWith("-replication")) return typeof replicationOf(lab, name)?.rowsBehind === "number" ? "works" : "silent";
  if (name.endsWith("/routing")) return lab.routing === null ? "silent" : "works";
  return "works";
}
