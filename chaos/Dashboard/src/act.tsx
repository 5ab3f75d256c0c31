// A button that asks the lab to do something, and says how it went. Nothing is done twice, and no failure is silent.
import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";

export interface Told {
  good: boolean;
  text: string;
}

export function useDeed(): [boolean, Told | null, (work: () => Promise<string>) => Promise<void>] {
  const [busy, setBusy] = useState(false);
  const [told, setTold] = useState<Told | null>(null);
  const run = async (work: () => Promise<string>): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setTold(null);
    try {
      setTold({ good: true, text: await work() });
    } catch (failed) {
      setTold({ good: false, text: failed instanceof Error ? failed.message : String(failed) });
    } finally {
      setBusy(false);
    }
  };
  return [busy, told, run];
}

export function Said({ told }: { told: Told | null }): JSX.Element {
  return (
    <p class={`said ${told ? (told.good ? "good" : "bad") : ""}`} role="status">
      {told ? `${told.good ? "✓" : "✕"} ${told.text}` : ""}
    </p>
  );
}

export function Button({ children, busy, onClick, strong, label }: { children: ComponentChildren; busy?: boolean; onClick: () => void; strong?: boolean; label?: string }): JSX.Element {
  return (
    <button type="button" class={strong ? "strong" : ""} disabled={busy === true} onClick={onClick} aria-label={label}>
      {children}
    </button>
  );
}
