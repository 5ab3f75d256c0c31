// The nine invariants: until the end they wait to be judged, but for those that a long run judges on the way.
import type { JSX } from "preact";
import type { Finding, HeldSoFar } from "./types.js";
import { clock } from "./words.js";

const SIGNS = { Held: "✓", Violated: "✕", Unknown: "?", Waiting: "▲" };

interface FindingsProps {
  names: string[];
  findings: Finding[] | null;
  soFar?: HeldSoFar | null;
}

export function Findings({ names, findings, soFar = null }: FindingsProps): JSX.Element {
  const all = names.length > 0 ? names : (findings ?? []).map((f) => f.invariant);
  return (
    <ol class="findings" aria-label="The nine invariants">
      {all.map((name, i) => {
        const finding = findings?.find((f) => f.number === i + 1);
        return finding ? <Judged key={name} name={name} finding={finding} /> : <Pending key={name} name={name} heldAt={soFar?.invariants.includes(name) ? soFar.at : null} />;
      })}
    </ol>
  );
}

// Held by what had happened until a moment is no verdict: it has a sign and a word of its own.
function Pending({ name, heldAt }: { name: string; heldAt: string | null }): JSX.Element {
  return (
    <li class={heldAt ? "sofar" : "pending"} data-status={heldAt ? "so-far" : "pending"}>
      <span class="mark" aria-hidden="true">
        {heldAt ? "◔" : "…"}
      </span>
      <span class="name">{name}</span>
      <span class="word">{heldAt ? `held so far, ${clock(heldAt)}` : "to be judged"}</span>
    </li>
  );
}

function Judged({ name, finding }: { name: string; finding: Finding }): JSX.Element {
  const loose = [...finding.waiting, ...finding.unknown];
  return (
    <li class={finding.status.toLowerCase()} data-status={finding.status}>
      <span class="mark" aria-hidden="true">
        {SIGNS[finding.status]}
      </span>
      <span class="name">{name}</span>
      <span class="word">{finding.status.toLowerCase()}</span>
      <p>{finding.evidence}</p>
      {finding.violations.length + loose.length > 0 && (
        <ul>
          {finding.violations.map((v, n) => (
            <li key={n}>{[v.record, v.component, v.what].filter(Boolean).join(": ")}</li>
          ))}
          {loose.map((text, n) => (
            <li key={`w${n}`}>{text}</li>
          ))}
        </ul>
      )}
    </li>
  );
}
