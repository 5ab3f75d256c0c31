// What a component wrote of itself lately, and what was done to it.
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { get } from "./api.js";
import type { HistoryEvent } from "./types.js";

export function Lately({ name, at, onRecord }: { name: string; at: string; onRecord: (record: string) => void }): JSX.Element {
  const [events, setEvents] = useState<HistoryEvent[] | null>(null);
  // Every few seconds: the status is the beat.
  const beat = Math.floor(Date.parse(at) / 3000);
  useEffect(() => {
    const gone = new AbortController();
    get<{ events: HistoryEvent[] }>(`/api/history/component?name=${encodeURIComponent(name)}&limit=40`, gone.signal).then(
      (answer) => setEvents(answer.events),
      () => setEvents((before) => before ?? []),
    );
    return () => gone.abort();
  }, [name, beat]);
  return (
    <>
      <h3>{`Lately at ${name}`}</h3>
      {events?.length === 0 && <p class="hint">Its history tells nothing.</p>}
      <ol class="history" reversed>
        {[...(events ?? [])].reverse().map((e, i) => (
          <li key={i}>
            <time>{e.at.slice(11, 19)}</time> <span class="event">{e.event}</span>{" "}
            {e.record ? (
              <button type="button" class="link" onClick={() => onRecord(e.record!)}>
                {e.record}
              </button>
            ) : (
              [e.kind, e.target, e.state, e.by && `by ${e.by}`, e.detail].filter(Boolean).join(" · ")
            )}
          </li>
        ))}
      </ol>
    </>
  );
}
