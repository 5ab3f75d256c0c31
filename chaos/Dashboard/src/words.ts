// Numbers and states in words. A state has a sign of its own shape, so that nothing is told by colour alone.
import type { ActiveFault, LabStatus } from "./types.js";

export type Health = "works" | "waits" | "down" | "silent";

export const SIGN: Record<Health, string> = { works: "✓", waits: "▲", down: "✕", silent: "?" };
export const WORD: Record<Health, string> = { works: "works", waits: "waits for a dependency", down: "is down", silent: "does not answer" };

export function healthOf(state: string | undefined): Health {
  if (state === "ProcessRecords") return "works";
  if (state === "FailedDependency") return "waits";
  return state === undefined ? "silent" : "down";
}

export function seconds(value: number): string {
  if (value < 0) return "0 s";
  if (value < 10) return `${value.toFixed(1)} s`;
  if (value < 90) return `${Math.round(value)} s`;
  if (value < 5400) return `${Math.round(value / 60)} min`;
  return value < 129_600 ? `${Math.round(value / 3600)} h` : `${Math.round(value / 86_400)} d`;
}

export function milliseconds(value: number): string {
  return value < 1000 ? `${Math.round(value)} ms` : seconds(value / 1000);
}

export const clock = (iso: string): string => new Date(iso).toLocaleTimeString("en-GB");

export function faultLine(fault: ActiveFault, now: number): string {
  const since = seconds((now - Date.parse(fault.from)) / 1000);
  const left = fault.until ? (Date.parse(fault.until) - now) / 1000 : null;
  // Nobody waits for what ends tomorrow because nobody said when.
  return `${fault.kind} by ${fault.means ?? fault.by}, ${since}${left !== null && left < 43_200 ? `, ${seconds(left)} left` : ""}`;
}

export function faultOn(lab: LabStatus, name: string): ActiveFault | undefined {
  return lab.faults.find((f) => f.target === name);
}
