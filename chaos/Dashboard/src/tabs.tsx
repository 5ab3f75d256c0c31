// The four tabs, moved through by the arrow keys as by the pointer.
import type { JSX } from "preact";

const TABS = ["run", "component", "record", "runs"] as const;
export type Tab = (typeof TABS)[number];

export function Tabs({ tab, onTab }: { tab: Tab; onTab: (tab: Tab) => void }): JSX.Element {
  const words: Record<Tab, string> = { run: "Scenario", component: "Component", record: "Record", runs: "Runs" };
  const move = (e: KeyboardEvent): void => {
    const step = e.key === "ArrowRight" ? 1 : e.key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return;
    const next = TABS[(TABS.indexOf(tab) + step + TABS.length) % TABS.length]!;
    onTab(next);
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label="What to look at" onKeyDown={move}>
      {TABS.map((t) => (
        <button key={t} id={`tab-${t}`} type="button" role="tab" aria-selected={t === tab} aria-controls="tab" tabIndex={t === tab ? 0 : -1} onClick={() => onTab(t)}>
          {words[t]}
        </button>
      ))}
    </div>
  );
}
