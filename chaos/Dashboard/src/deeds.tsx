// What can be done to a component: fail and recover it, move a writer.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { Button, Said, useDeed } from "./act.js";
import { call } from "./api.js";
import type { LiveState } from "./store.js";
import { PAIR_OF, STAGES } from "./topology.js";
import type { ActiveFault, LabStatus } from "./types.js";

export function Faults({ name, kinds, fault }: { name: string; kinds: string[]; fault: ActiveFault | undefined }): JSX.Element {
  const [busy, told, run] = useDeed();
  const [time, setTime] = useState("60");
  const fail = (kind: string): Promise<void> =>
    run(async () => {
      const body = { target: name, kind, ...(time === "" ? {} : { seconds: Number(time) }) };
      const made = await call<ActiveFault>("POST", "/api/faults", body);
      return `${made.kind}: ${made.evidence}`;
    });
  const recover = (): Promise<void> =>
    run(async () => {
      const { recovered } = await call<{ recovered: string[] }>("POST", "/api/recover", { target: name });
      return `recovered ${recovered.join(", ")}`;
    });
  return (
    <div class="deeds">
      <h3 id="deeds">Fail it</h3>
      <div class="row" role="group" aria-labelledby="deeds">
        {kinds.map((kind) => (
          <Button key={kind} busy={busy || fault !== undefined} onClick={() => void fail(kind)}>
            {kind}
          </Button>
        ))}
        <label>
          {"for "}
          <select value={time} onChange={(e) => setTime(e.currentTarget.value)}>
            <option value="10">10 s</option>
            <option value="30">30 s</option>
            <option value="60">1 min</option>
            <option value="600">10 min</option>
            <option value="">good</option>
          </select>
        </label>
        <Button busy={busy || fault === undefined} strong onClick={() => void recover()}>
          recover
        </Button>
      </div>
      <Said told={told} />
    </div>
  );
}

// Of a database, or of an instance with its two: where the writer is, and the two ways of moving it.
export function Writer({ lab, name, state }: { lab: LabStatus; name: string; state: LiveState }): JSX.Element | null {
  const [busy, told, run] = useDeed();
  const part = name.split("/")[1] ?? "";
  const databases = STAGES.filter((s) => PAIR_OF[s] && (part === `${s}-database` || part === `aurora-${PAIR_OF[s]}`));
  if (databases.length === 0 || !state.catalogue?.targets.some((t) => t.sort === "Writer")) return null;
  const move = (how: string, database: string): Promise<void> =>
    run(async () => {
      await call("POST", `/api/aurora/${how}`, how === "failover" ? { database, allowDataLoss: true } : { database });
      return `${how} of ${database}: done`;
    });
  return (
    <div class="deeds">
      {databases.map((database) => {
        const global = lab.globalDatabases.find((d) => d.database === database);
        return (
          <div key={database}>
            <h3>{`Writer of ${database}: ${global?.writer ?? "not known"}`}</h3>
            {global?.problem && <p class="hint">{global.problem}</p>}
            <div class="row">
              <Button busy={busy} onClick={() => void move("switchover", database)} label={`switchover of ${database}`}>
                switchover
              </Button>
              <Button busy={busy} onClick={() => void move("failover", database)} label={`failover, data loss allowed, of ${database}`}>
                failover, data loss allowed
              </Button>
            </div>
          </div>
        );
      })}
      <Said told={told} />
    </div>
  );
}
