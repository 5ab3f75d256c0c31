// The dashboard: what stands where, and what is chosen.
import { render, type JSX } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import "uplot/dist/uPlot.min.css";
import "./style.css";
import { keepToken, takeToken, call } from "./api.js";
import { Button, Said, useDeed } from "./act.js";
import { Chart } from "./chart.js";
import { LabMap } from "./map.js";
import { Panel } from "./panel.js";
import { RecordPanel } from "./record.js";
import { RunPanel } from "./run.js";
import { Reports, RunsPanel } from "./runs.js";
import { Sky } from "./sky.js";
import { Store, type LiveState } from "./store.js";
import { faultLine } from "./words.js";

const TABS = ["run", "component", "record", "runs"] as const;
type Tab = (typeof TABS)[number];
const MOST_RECENT = 12;
const MOST_SERIES = 240;

function App({ store }: { store: Store }): JSX.Element {
  const [state, setState] = useState<LiveState>(store.state);
  const [tab, setTab] = useState<Tab>("run");
  const [name, setName] = useState<string | null>(null);
  const [record, setRecord] = useState<string | null>(null);
  const [chosen, setChosen] = useState<string[]>([]);
  const [recent, setRecent] = useState<string[]>([]);
  const series = useRef(new Map<string, (number | null)[]>());
  useEffect(() => store.subscribe(setState), [store]);
  useEffect(
    () =>
      store.onMoves((moves) => {
        const latest = [...new Set(moves.map((m) => m.record).reverse())].slice(0, MOST_RECENT);
        setRecent((before) => [...new Set([...latest, ...before])].slice(0, MOST_RECENT));
      }),
    [store],
  );
  useEffect(() => keepSeries(series.current, state), [state.status]);
  const choose = (component: string): void => {
    setName(component);
    setTab("component");
  };
  const chooseRecord = (id: string): void => {
    setRecord(id);
    setTab("record");
  };
  if (state.link === "locked") return <Locked store={store} reason={state.reason} />;
  const reports = tab === "runs" && chosen.length > 0;
  return (
    <>
      <Header state={state} />
      {state.status ? (
        <main class="page">
          <div class="stage">
            {reports ? (
              <Reports ids={chosen} onClose={() => setChosen([])} />
            ) : (
              <div class={`canvas ${state.link}`}>
                <LabMap live={state.status} selected={tab === "component" ? name : null} onSelect={choose} />
                <Sky store={store} chosen={record} />
              </div>
            )}
          </div>
          <aside>
            <Timeline state={state} />
            <Failed state={state} onSelect={choose} />
            <Tabs tab={tab} onTab={setTab} />
            <div id="tab" role="tabpanel" aria-labelledby={`tab-${tab}`}>
              <div hidden={tab !== "run"}>
                <RunPanel
                  state={state}
                  onReport={(run) => {
                    setChosen([run]);
                    setTab("runs");
                  }}
                />
              </div>
              {tab === "component" && (name ? <Panel state={state} name={name} series={series.current.get(name) ?? []} onSelect={choose} onRecord={chooseRecord} /> : <p class="hint">Choose a component on the map.</p>)}
              {tab === "record" && <RecordPanel record={record} recent={recent} onRecord={chooseRecord} at={state.status.lab.at} />}
              {tab === "runs" && <RunsPanel chosen={chosen} onChoose={setChosen} current={state.status.run?.id ?? null} />}
            </div>
          </aside>
        </main>
      ) : (
        <main class="page">
          <p class="hint">{state.reason ? `The lab does not answer: ${state.reason}` : "Asking the lab …"}</p>
        </main>
      )}
    </>
  );
}

function Header({ state }: { state: LiveState }): JSX.Element {
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
            <dd>{last?.waiting ?? 0}</dd>
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

function Timeline({ state }: { state: LiveState }): JSX.Element {
  const points = state.points;
  const first = points[0];
  const data = useMemo(() => {
    // As what happened while somebody looked: both lines begin at nought.
    const origin = first?.delivered ?? 0;
    const sent = first?.published ?? 0;
    return {
      x: points.map((p) => Date.parse(p.at) / 1000),
      lines: [
        { label: "published", values: points.map((p) => (p.published === null ? null : p.published - sent)), color: "--line-1" },
        { label: "delivered", values: points.map((p) => (p.delivered === null ? null : p.delivered - origin)), color: "--line-2", dash: [8, 3] },
        { label: "waiting", values: points.map((p) => p.waiting), color: "--line-3", dash: [3, 3] },
      ],
      bands: bandsOf(points),
    };
  }, [points]);
  return <Chart title="Records since you look; bands where something was failed" x={data.x} lines={data.lines} bands={data.bands} height={130} time />;
}

function bandsOf(points: LiveState["points"]): { from: number; until: number; label: string }[] {
  const bands: { from: number; until: number; label: string }[] = [];
  let from: number | null = null;
  for (const point of points) {
    const at = Date.parse(point.at) / 1000;
    if (point.faults > 0) from ??= at;
    else if (from !== null) {
      bands.push({ from, until: at, label: "" });
      from = null;
    }
  }
  if (from !== null) bands.push({ from, until: Date.parse(points.at(-1)!.at) / 1000, label: "" });
  return bands;
}

// Everything that is failed, by whom and how long, wherever it stands on the map.
function Failed({ state, onSelect }: { state: LiveState; onSelect: (name: string) => void }): JSX.Element {
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

function Tabs({ tab, onTab }: { tab: Tab; onTab: (tab: Tab) => void }): JSX.Element {
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

function Locked({ store, reason }: { store: Store; reason: string | null }): JSX.Element {
  const [token, setToken] = useState("");
  return (
    <main class="locked">
      <h1>ActiveActive</h1>
      <p>
        This page needs the lab's token. Open the address that <code>./aa dashboard</code> prints, or give the token here.
      </p>
      <form
        class="row"
        onSubmit={(e) => {
          e.preventDefault();
          keepToken(token.trim());
          store.again();
        }}
      >
        <label class="wide">
          {"token "}
          <input type="password" value={token} autocomplete="off" onInput={(e) => setToken(e.currentTarget.value)} />
        </label>
        <button type="submit" class="strong">
          open
        </button>
      </form>
      {reason && <p class="hint">{reason}</p>}
    </main>
  );
}

// The depth of every queue and the rows of every store over the last looks, for the small charts.
function keepSeries(series: Map<string, (number | null)[]>, state: LiveState): void {
  const lab = state.status?.lab;
  if (!lab) return;
  const add = (name: string, value: number | null): void => {
    const values = series.get(name) ?? [];
    values.push(value);
    series.set(name, values.slice(-MOST_SERIES));
  };
  for (const q of lab.queues) add(`${q.region}/${q.queue}-queue`, q.visible === null ? null : q.visible + (q.inFlight ?? 0) + (q.delayed ?? 0));
  for (const s of lab.stores) add(`${s.region}/${s.store}-database`, s.rows);
}

const store = new Store();
takeToken();
void store.follow();
window.addEventListener("hashchange", () => {
  if (takeToken()) store.again();
});
render(<App store={store} />, document.getElementById("app")!);
