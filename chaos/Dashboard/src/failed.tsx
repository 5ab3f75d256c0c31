// Everything that is failed, by whom and how long, wherever it stands on the map.
import type { JSX } from "preact";
import { Button, Said, useDeed } from "./act.js";
import { call } from "./api.js";
import type { LiveState } from "./store.js";
import { faultLine } from "./words.js";

export function Failed({ state, onSelect }: { state: LiveState; onSelect: (name: string) => void }): JSX.Element {
  const [busy, told, run] = useDeed();
  const lab = state.status!.lab;
  const recover = (): Promise<void> =>
    run(async () => {
      const { recovered } = await call<{ recovered: string[] }>("POST", "/api/recover", { target: "all" });
      return recovered.length ? `recovered ${recovered.join(", ")}` : "nothing was failed";
    });
  return (
    <section class={`failed-list ${lab.faults.length ? "some" : ""}`} aria-label="What is failed">
      {lab.faults.length === 0 ? (
        <p>✓ Nothing is failed.</p>
      ) : (
        <>
          <ul>
            {lab.faults.map((fault) => (
              <li key={fault.id}>
                ✕{" "}
                <button type="button" class="link" onClick={() => onSelect(fault.target)}>
                  {fault.target}
                </button>{" "}
                {faultLine(fault, Date.parse(lab.at))}
              </li>
            ))}
          </ul>
          <Button busy={busy} strong onClick={() => void recover()}>
            recover all
          </Button>
        </>
      )}
      {told && <Said told={told} />}
    </section>
  );
}
