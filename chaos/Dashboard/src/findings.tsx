// The nine invariants: before the end all of them wait to be judged.
import type { JSX } from "preact";
import type { Finding } from "./types.js";

const SIGNS = { Held: "✓", Violated: "✕", Unknown: "?", Waiting: "▲" };

export function Findings({ names, findings }: { names: string[]; findings: Finding[] | null }): JSX.Element {
  const all = names.length > 0 ? names : (findings ?? []).map((f) => f.invariant);
  return (
    <ol class="findings" aria-label="The nine invariants">
      {all.map((name, i) => {
        const finding = findings?.find((f) => f.number === i + 1);
        return (
          <li key={name} class={finding ? finding.status.toLowerCase() : "pending"} data-status={finding?.status ?? "pending"}>
            <span class="mark" aria-hidden="true">
              {finding ? SIGNS[finding.status] : "…"}
            </span>
            <span class="name">{name}</span>
            <span class="word">{finding ? finding.status.toLowerCase() : "to be judged"}</span>
            {finding && <p>{finding.evidence}</p>}
            {finding && (finding.violations.length > 0 || finding.waiting.length > 0 || finding.unknown.length > 0) && (
              <ul>
                {finding.violations.map((v, n) => (
                  <li key={n}>{[v.record, v.component, v.what].filter(Boolean).join(": ")}</li>
                ))}
                {[...finding.waiting, ...finding.unknown].map((text, n) => (
                  <li key={`w${n}`}>{text}</li>
                ))}
              </ul>
            )}
          </li>
        );
      })}
    </ol>
  );
}
