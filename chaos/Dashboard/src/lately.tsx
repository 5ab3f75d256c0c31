// What a component wrote of itself lately, and what was done to it.
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { usePoll } from "./poll.js";
import type { HistoryEvent } from "./types.js";

export function Lately({ name, onRecord }: { name: string; onRecord: (record: string) => void }): JSX.Element {
  const [events, setEvents] = useState<HistoryEvent[] | null>(null);
  usePoll<{ events: HistoryEvent[] }>(
    `/api/history/component?name=${encodeURIComponent(name)}&limit=40`,
    (answer) => {
      setEvents(answer.events);
      return false;
    },
    () => setEvents((before) => before ?? []),
  );
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
