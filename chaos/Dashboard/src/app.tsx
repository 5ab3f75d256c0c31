// The dashboard: what stands where, and what is chosen.
import { render, type JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import "uplot/dist/uPlot.min.css";
import "./style.css";
import { takeToken } from "./api.js";
import { Failed } from "./failed.js";
import { Header } from "./header.js";
import { Locked } from "./locked.js";
import { LabMap } from "./map.js";
import { Panel } from "./panel.js";
import { RecordPanel } from "./record.js";
import { RunPanel } from "./run.js";
import { Reports, RunsPanel } from "./runs.js";
import { Sky } from "./sky.js";
import { Store, type LiveState } from "./store.js";
import { Tabs, type Tab } from "./tabs.js";
import { Timeline, keepSeries, type Sample } from "./timeline.js";

const MOST_RECENT = 12;

function App({ store }: { store: Store }): JSX.Element {
  const [state, setState] = useState<LiveState>(store.state);
  const [tab, setTab] = useState<Tab>("run");
  const [name, setName] = useState<string | null>(null);
  const [record, setRecord] = useState<string | null>(null);
  const [chosen, setChosen] = useState<string[]>([]);
  const [recent, setRecent] = useState<string[]>([]);
  const series = useRef(new Map<string, Sample[]>());
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
                <Sky store={store} chosen={record} onRecord={chooseRecord} />
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
              {tab === "record" && <RecordPanel record={record} recent={recent} onRecord={chooseRecord} />}
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

const store = new Store();
takeToken();
void store.follow();
window.addEventListener("hashchange", () => {
  if (takeToken()) store.again();
});
render(<App store={store} />, document.getElementById("app")!);
