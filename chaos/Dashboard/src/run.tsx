// A scenario: start it, follow its steps, see what the spec says of it, end it early.
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { ApiError, call, get, stream } from "./api.js";
import { Button, Said, useDeed } from "./act.js";
import { Findings } from "./findings.js";
import { pause } from "./poll.js";
import type { LiveState } from "./store.js";
import { STORM, StormForm, stormOf } from "./stormform.js";
import type { Finding, HeldSoFar } from "./types.js";

const PLAIN = ["f5", "baseline", "failover", "f1", "f2", "f3", "f4", "aurora-failover", "storm"];
const AGAIN_AFTER_MS = 2_000;

interface Followed {
  id: string;
  steps: string[];
  error: string | null;
  verdict: string | null;
  findings: Finding[] | null;
  soFar: HeldSoFar | null;
}

export function RunPanel({ state, onReport }: { state: LiveState; onReport: (run: string) => void }): JSX.Element {
  const current = state.status?.run?.id ?? null;
  const [id, setId] = useState<string | null>(current);
  const [scenario, setScenario] = useState("f5");
  const [seed, setSeed] = useState("7");
  const [storm, setStorm] = useState(STORM);
  const [busy, told, run] = useDeed();
  useEffect(() => {
    if (current) setId(current);
  }, [current]);
  const followed = useRun(id, state.heardAt > 0);
  const scenarios = [...(state.catalogue?.scenarios ?? [])].sort((a, b) => PLAIN.indexOf(a.name) - PLAIN.indexOf(b.name));
  const start = (): Promise<void> =>
    run(async () => {
      if (!/^\d{1,15}$/.test(seed)) throw new Error("a seed is a whole number");
      const options = scenario === "storm" ? { storm: stormOf(storm) } : {};
      const started = await call<{ id: string }>("POST", "/api/runs?detach=true", { scenario, seed: Number(seed), ...options });
      setId(started.id);
      return `started ${started.id}`;
    });
  const abort = (): Promise<void> =>
    run(async () => {
      const report = await call<{ error: string | null }>("DELETE", `/api/runs/${encodeURIComponent(current!)}`);
      return report.error ?? "aborted";
    });
  return (
    <section class="panel" aria-label="Scenario">
      <h2>Run a scenario</h2>
      <div class="row">
        <label>
          {"scenario "}
          <select value={scenario} onChange={(e) => setScenario(e.currentTarget.value)}>
            {scenarios.map((s) => (
              <option key={s.name} value={s.name}>
                {s.name}
              </option>
            ))}
          </select>
        </label>
        <label>
          {"seed "}
          <input inputMode="numeric" size={7} value={seed} onInput={(e) => setSeed(e.currentTarget.value)} />
        </label>
        <Button strong busy={busy || current !== null} onClick={() => void start()}>
          start
        </Button>
        <Button busy={busy || current === null} onClick={() => void abort()}>
          abort and heal
        </Button>
      </div>
      {scenario === "storm" && <StormForm chosen={storm} onChoose={setStorm} kinds={[...new Set(state.catalogue?.targets.flatMap((t) => t.kinds))]} />}
      <p class="hint">{scenarios.find((s) => s.name === scenario)?.description}</p>
      <Said told={told} />
      {followed && (
        <>
          <h3>{followed.id}</h3>
          {followed.verdict && (
            <p class={`verdict ${followed.verdict.toLowerCase()}`} role="status">
              {followed.verdict}
              <button type="button" class="link" onClick={() => onReport(followed.id)}>
                report
              </button>
            </p>
          )}
          {followed.error && <p class="state down">{`✕ ${followed.error}`}</p>}
          <Findings names={state.catalogue?.invariants ?? []} findings={followed.findings} soFar={followed.soFar} />
          <h3>Steps</h3>
          <ol class="steps">
            {followed.steps.map((step, i) => (
              <li key={i}>{step}</li>
            ))}
          </ol>
        </>
      )}
    </section>
  );
}

// A run's events from its first; a link that broke is tied again, and of a run that nobody remembers its folder tells.
function useRun(id: string | null, ready: boolean): Followed | null {
  const [run, setRun] = useState<Followed | null>(null);
  useEffect(() => {
    if (!id || !ready) return;
    const gone = new AbortController();
    void follow(id, gone.signal, setRun);
    return () => gone.abort();
  }, [id, ready]);
  return run?.id === id ? run : null;
}

async function follow(id: string, signal: AbortSignal, show: (run: Followed) => void): Promise<void> {
  let run: Followed = { id, steps: [], error: null, verdict: null, findings: null, soFar: null };
  const set = (part: Partial<Followed>): void => {
    run = { ...run, ...part };
    if (!signal.aborted) show(run);
  };
  const path = `/api/runs/${encodeURIComponent(id)}`;
  while (!signal.aborted) {
    try {
      set({ steps: [] });
      await stream(`${path}/events`, signal, (name, data) => {
        const e = data as { step?: string; error?: string; result?: { verdict: string }; soFar?: HeldSoFar };
        if (name === "step") set({ steps: [...run.steps, e.step!] });
        if (name === "soFar") set({ soFar: e.soFar! });
        if (name === "error") set({ error: e.error! });
        if (name === "result") set({ verdict: e.result!.verdict });
      });
    } catch {
      // Whether it has ended is what was heard until then.
    }
    if (signal.aborted) return;
    if (run.error && !run.verdict) {
      // Of an aborted run there is a report as well.
      const left = await get<{ verdict: string | null }>(path, signal).catch(() => null);
      set({ verdict: left?.verdict ?? null });
    }
    if (run.verdict || run.error) break;
    await pause(AGAIN_AFTER_MS);
    try {
      const report = await get<{ state: string; verdict: string | null; error: string | null }>(path, signal);
      if (report.state === "running") continue;
      set({ verdict: report.verdict, error: report.error ?? (report.verdict ? null : "it has no verdict: it was ended in the middle") });
      break;
    } catch (failed) {
      if (isNothing(failed)) return set({ error: failed.message });
      // The lab is away; it is asked again.
    }
  }
  while (run.verdict && !signal.aborted) {
    try {
      return set({ findings: (await get<{ findings: Finding[] }>(`${path}/verdict`, signal)).findings });
    } catch (failed) {
      if (isNothing(failed)) return set({ error: failed.message });
      await pause(AGAIN_AFTER_MS);
    }
  }
}

// What is not there will not be there when it is asked for again.
const isNothing = (failed: unknown): failed is ApiError => failed instanceof ApiError && failed.status === 404;
