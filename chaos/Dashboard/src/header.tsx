// The line at the top: whether what is shown is live, and the lab in four figures.
import type { JSX } from "preact";
import type { LiveState } from "./store.js";

export function Header({ state }: { state: LiveState }): JSX.Element {
  const lab = state.status?.lab;
  const down = lab?.components.filter((c) => c.state !== "ProcessRecords").length ?? 0;
  const points = state.points;
  const last = points.at(-1);
  const before = points.findLast((p) => last !== undefined && Date.parse(last.at) - Date.parse(p.at) >= 5_000) ?? points[0];
  const took = last && before ? (Date.parse(last.at) - Date.parse(before.at)) / 1000 : 0;
  const rate = took > 0 && last!.delivered !== null && before!.delivered !== null ? Math.max(0, (last!.delivered - before!.delivered) / took) : null;
  const words = { connecting: "… connecting", live: "● live", stale: "▲ stale", locked: "✕ locked" }[state.link];
  return (
    <header class="top">
      <h1>ActiveActive</h1>
      <p class={`link-state ${state.link}`} role="status">
        {words}
        {state.link === "stale" ? `: what you see is of ${new Date(state.heardAt).toLocaleTimeString("en-GB")}` : ""}
      </p>
      {lab && (
        <dl>
          <div>
            <dt>components</dt>
            <dd>{down === 0 ? `✓ ${lab.components.length} work` : `✕ ${down} of ${lab.components.length} do not work`}</dd>
          </div>
          <div>
            <dt>waiting</dt>
            <dd>{last?.waiting ?? "?"}</dd>
          </div>
          <div>
            <dt>delivered</dt>
            <dd>{`${lab.delivered ?? "?"}${rate !== null ? `, ${rate.toFixed(1)}/s` : ""}`}</dd>
          </div>
          <div>
            <dt>engine</dt>
            <dd>{lab.engine}</dd>
          </div>
        </dl>
      )}
    </header>
  );
}
