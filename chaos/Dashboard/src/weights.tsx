// The weights of the way in: a slider a region. What is chosen is sent when the slider has rested; nothing takes the focus from it.
import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Said, type Told } from "./act.js";
import { call } from "./api.js";
import type { LabStatus } from "./types.js";

const MOST = 255;
const REST_MS = 250;
// By then a status tells the weight itself.
const TOLD_AFTER_MS = 2_500;

export function Weights({ lab }: { lab: LabStatus }): JSX.Element {
  const [told, setTold] = useState<Told | null>(null);
  const [wanted, setWanted] = useState<Record<string, number>>({});
  const due = useRef<Record<string, number>>({});
  const busy = useRef(false);
  const timer = useRef(0);

  // What was sent is forgotten, unless something else is wanted by then.
  const forget = (sent: Record<string, number>): void =>
    setWanted((before) => Object.fromEntries(Object.entries(before).filter(([region, weight]) => region in due.current || sent[region] !== weight)));
  const rest = (): void => {
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => void send(), REST_MS);
  };
  const send = async (): Promise<void> => {
    const sent = due.current;
    if (Object.keys(sent).length === 0) return;
    if (busy.current) return rest();
    due.current = {};
    busy.current = true;
    try {
      await call("PUT", "/api/routing/weights", sent);
      setTold({ good: true, text: Object.entries(sent).map(([region, weight]) => `the weight of ${region} is ${weight}`).join(", ") });
      setTimeout(() => forget(sent), TOLD_AFTER_MS);
    } catch (failed) {
      setTold({ good: false, text: failed instanceof Error ? failed.message : String(failed) });
      forget(sent);
    } finally {
      busy.current = false;
    }
  };
  const want = (region: string, weight: number): void => {
    due.current[region] = weight;
    setWanted((before) => ({ ...before, [region]: weight }));
    rest();
  };
  // Who looks at something else meanwhile has still chosen.
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      void send();
    },
    [],
  );
  return (
    <div class="deeds">
      <h3>Weights of the way in</h3>
      {(lab.routing ?? []).map((route) => (
        <label key={route.region} class="slider">
          <span>{route.region}</span>
          <input
            type="range"
            min="0"
            max={Math.max(MOST, route.weight)}
            value={wanted[route.region] ?? route.weight}
            onInput={(e) => want(route.region, Number(e.currentTarget.value))}
          />
          <output>{wanted[route.region] ?? route.weight}</output>
        </label>
      ))}
      <Said told={told} />
    </div>
  );
}
